using System.Text;
using Factory.Contracts;
using Factory.Contracts.Missions;
using Factory.Messaging;
using Factory.MissionControl.Missions;
using Factory.ServiceDefaults.Tokens;
using Factory.Workspaces.Scanning;

namespace Factory.MissionControl.Steering;

/// <summary><c>POST /missions/{id}/say</c>: words that the mission's droids read before their next turn; also the answer to a droid's question.</summary>
internal static class SayToDroids
{
    /// <summary>In characters; longer text belongs into the repository or a report.</summary>
    private const int LongestText = 20_000;

    private const string Key = "Idempotency-Key";

    public static Task<IResult> Handle(string id, TextToSay what, HttpContext context, MissionReader missions, Heart heart, CancellationToken ct) =>
        MissionEndpoint.With(context, id, missions, missionId => Say(missionId, what.Text?.Trim() ?? "", context, missions, heart, ct), ct);

    private static async Task<IResult> Say(Guid missionId, string text, HttpContext context, MissionReader missions, Heart heart, CancellationToken ct)
    {
        if (text.Length is 0 or > LongestText)
            return Results.Problem($"Field 'text' must have 1 to {LongestText:n0} characters.", statusCode: StatusCodes.Status422UnprocessableEntity, title: "Nothing that can be said");
        if (await StillRunning.Refuse(missionId, missions, ct) is { } over)
            return over;
        if (await Reviews.Are(missionId, missions, ct))
            return Reviews.Refuse(missionId);
        var (team, by) = (context.Caller().Team, $"team {context.Caller().Team}");
        var key = context.Request.Headers[Key].FirstOrDefault();
        var note = key is null ? Guid.CreateVersion7() : Ids.Derive(missionId, $"say {key}");
        if (await missions.Said(missionId, ct) is { Count: >= Said.Most } said && !said.Contains(note))
            return Results.Problem($"Mission {missionId} was told {said.Count} things, and takes no more: every droid that starts reads them all. Say less at a time, or cancel it and report anew with what you know.", statusCode: StatusCodes.Status409Conflict, title: "Enough was said");
        await heart.InTransaction(
            transaction =>
            {
                var blob = transaction.Put(team, Encoding.UTF8.GetBytes($"A person ({by}) says:\n\n{Redaction.Of(text)}"), "text/plain; charset=utf-8");
                transaction.Send(Endpoints.Missions, new SayToMission(missionId, note, by, blob));
                return Task.CompletedTask;
            },
            ct);
        return Results.Accepted($"/missions/{missionId}", new { missionId, noteId = note });
    }
}

/// <param name="Text">At most 20,000 characters.</param>
public sealed record TextToSay(string? Text);
