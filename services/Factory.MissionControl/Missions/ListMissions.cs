using Factory.Contracts;
using Factory.History.Missions;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Missions;

/// <summary><c>GET /missions?limit=&amp;before=</c>: the team's missions, the newest first.</summary>
internal static class ListMissions
{
    public static async Task<IResult> Handle(HttpContext context, MissionQueries missions, CancellationToken ct, int limit = 100, DateTimeOffset? before = null)
    {
        var rows = await missions.List(context.Caller().Team, limit, before, ct);
        return Results.Ok(rows.Select(row => new MissionListItem(
            row.MissionId, Ids.Short(row.MissionId), row.Title, row.Repository, row.Status, row.Outcome, row.Reason, row.Branch, row.Commit, row.Usd, row.Tokens, row.StartedAt, row.UpdatedAt)));
    }
}

/// <param name="ShortId">What people type for it.</param>
/// <param name="Status">fetching, planning, working, proving, publishing, in-review, reworking, paused or ended.</param>
/// <param name="Outcome">published, not-fixed, answered, not-answered, reviewed, failed or cancelled; null before the end.</param>
public sealed record MissionListItem(
    Guid MissionId, string ShortId, string Title, string Repository, string Status, string? Outcome, string? Reason, string? Branch, string? Commit, decimal Usd, long Tokens, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt);
