using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Missions;

/// <summary><c>GET /missions/{id}</c>: one mission, by its id or its last eight characters.</summary>
internal static class ShowMission
{
    public static Task<IResult> Handle(string id, HttpContext context, MissionReader missions, CancellationToken ct) =>
        MissionEndpoint.With(context, id, missions, async missionId => Results.Ok(await missions.ReadWhole(context.Caller().Team, missionId, ct)), ct);
}
