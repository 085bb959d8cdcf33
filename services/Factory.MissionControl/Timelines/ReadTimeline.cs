using Factory.History.Missions;
using Factory.MissionControl.Missions;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Timelines;

/// <summary><c>GET /missions/{id}/timeline?after=&amp;limit=</c>: what happened so far.</summary>
internal static class ReadTimeline
{
    public static Task<IResult> Handle(
        string id, HttpContext context, MissionReader missions, TimelineQueries timeline, CancellationToken ct, long after = 0, int limit = 10_000) =>
        MissionEndpoint.With(
            context,
            id,
            missions,
            async missionId =>
            {
                var team = context.Caller().Team;
                return Results.Ok((await timeline.Read(team, missionId, after, limit, ct)).Select(TimelineEntry.Of));
            },
            ct);
}
