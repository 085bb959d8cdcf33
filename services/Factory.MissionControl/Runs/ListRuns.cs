using Factory.History.Runs;
using Factory.MissionControl.Missions;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Runs;

/// <summary><c>GET /missions/{id}/runs</c>: the mission's droid runs in the order they started.</summary>
internal static class ListRuns
{
    public static Task<IResult> Handle(string id, HttpContext context, MissionReader missions, RunQueries runs, CancellationToken ct) =>
        MissionEndpoint.With(context, id, missions, async missionId => Results.Ok(await runs.OfMission(context.Caller().Team, missionId, ct)), ct);
}
