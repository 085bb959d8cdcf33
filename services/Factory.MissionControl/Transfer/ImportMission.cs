using Factory.History.Transfer;
using Factory.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Factory.MissionControl.Transfer;

/// <summary><c>POST /missions/import</c>: reads what export wrote; all of it or nothing.</summary>
internal static class ImportMission
{
    public static async Task<IResult> Handle(HttpContext context, MissionImport import, ImportLimits limits, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limits.LargestFile;
        try
        {
            return Results.Ok(await import.Read(context.Caller().Team, context.Request.Body, ct));
        }
        catch (MissionFileRefused refused)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status422UnprocessableEntity, title: "The file was refused");
        }
    }
}
