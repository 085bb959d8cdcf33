using Factory.Contracts;
using Factory.Contracts.Missions;
using Factory.Messaging;
using Factory.MissionControl.Missions;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Steering;

/// <summary><c>POST /missions/{id}/recast</c>: casts a mission that runs from the router's present settings; holds from each droid's next turn on.</summary>
internal static class RecastDroids
{
    private const string Key = "Idempotency-Key";

    public static Task<IResult> Handle(string id, HttpContext context, MissionReader missions, Heart heart, CancellationToken ct) =>
        MissionEndpoint.With(context, id, missions, missionId => Recast(missionId, context, missions, heart, ct), ct);

    private static async Task<IResult> Recast(Guid missionId, HttpContext context, MissionReader missions, Heart heart, CancellationToken ct)
    {
        if (await StillRunning.Refuse(missionId, missions, ct) is { } over)
            return over;
        var team = context.Caller().Team;
        var key = context.Request.Headers[Key].FirstOrDefault();
        var request = key is null ? Guid.CreateVersion7() : Ids.Derive(missionId, $"recast {key}");
        await heart.InTransaction(
            transaction =>
            {
                transaction.Send(Endpoints.Router, new RecastMission(missionId, team, request, $"team {team}"));
                return Task.CompletedTask;
            },
            ct);
        return Results.Accepted($"/missions/{missionId}", new { missionId, requestId = request });
    }
}
