using Factory.History;
using Factory.History.Transfer;
using Factory.MissionControl.Missions;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Blobs;

/// <summary><c>POST /missions/{id}/erase</c>: erases every blob of an ended mission that holds a text, for example a key that got into a report.</summary>
internal static class EraseText
{
    public static Task<IResult> Handle(string id, TextToErase what, HttpContext context, MissionReader missions, MissionErasure erasure, CancellationToken ct) =>
        MissionEndpoint.With(context, id, missions, missionId => Erase(missionId, what.Containing, context.Caller().Team, missions, erasure, ct), ct);

    private static async Task<IResult> Erase(Guid missionId, string text, string team, MissionReader missions, MissionErasure erasure, CancellationToken ct)
    {
        if (text.Length < MissionErasure.ShortestText)
            return Results.Problem($"Give at least {MissionErasure.ShortestText} characters: less is in almost everything.", statusCode: StatusCodes.Status422UnprocessableEntity, title: "The text is too short");
        if ((await missions.Read(missionId, ct))?.Outcome is null)
            return Results.Problem($"Mission {missionId} still works with its blobs: cancel it, or wait until it has ended.", statusCode: StatusCodes.Status409Conflict, title: "The mission has not ended");
        return Results.Ok(await erasure.Erase(team, missionId, text, ct));
    }
}

/// <param name="Containing">Text as it stands in the blobs, 4 characters or more; upper and lower case differ.</param>
public sealed record TextToErase(string Containing);
