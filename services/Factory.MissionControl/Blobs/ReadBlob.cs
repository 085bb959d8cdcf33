using Factory.History;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Blobs;

/// <summary><c>GET /blobs/{id}</c>: text from people, repositories or models, as an attachment of plain text that no browser runs.</summary>
internal static class ReadBlob
{
    public static async Task<IResult> Handle(Guid id, HttpContext context, BlobStore blobs, CancellationToken ct)
    {
        try
        {
            var content = await blobs.Get(context.Caller().Team, id, ct);
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return Results.File(content, "text/plain; charset=utf-8", $"{id}.txt");
        }
        catch (BlobMissing)
        {
            return Results.Problem($"Your team has no blob {id}.", statusCode: StatusCodes.Status404NotFound, title: "No such blob");
        }
        catch (BlobErased error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status410Gone, title: "The blob was erased");
        }
    }
}
