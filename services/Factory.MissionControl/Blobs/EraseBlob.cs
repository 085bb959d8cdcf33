using Factory.History;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Blobs;

/// <summary><c>DELETE /blobs/{id}</c>: erases the content for good. History keeps what it says about it, and that and when it was erased.</summary>
internal static class EraseBlob
{
    public static async Task<IResult> Handle(Guid id, HttpContext context, BlobStore blobs, CancellationToken ct)
    {
        try
        {
            return Results.Ok(new ErasedBlob(id, await blobs.Erase(context.Caller().Team, id, ct)));
        }
        catch (BlobMissing)
        {
            return Results.Problem($"Your team has no blob {id}.", statusCode: StatusCodes.Status404NotFound, title: "No such blob");
        }
    }
}

/// <param name="ErasedAt">When it was erased first.</param>
public sealed record ErasedBlob(Guid Id, DateTimeOffset ErasedAt);
