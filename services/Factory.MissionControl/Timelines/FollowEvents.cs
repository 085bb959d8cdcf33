using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Factory.History.Missions;
using Factory.MissionControl.Missions;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Timelines;

/// <summary><c>GET /missions/{id}/events</c>: what happens, as server-sent events, until the mission ends; resumes after <c>Last-Event-ID</c>.</summary>
internal static class FollowEvents
{
    public static Task<IResult> Handle(
        string id, HttpContext context, MissionReader missions, TimelineQueries timeline, IHostApplicationLifetime lifetime, CancellationToken ct) =>
        MissionEndpoint.With(
            context,
            id,
            missions,
            missionId =>
            {
                var after = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;
                var entries = Entries(context.Caller().Team, missionId, after, missions, timeline, lifetime.ApplicationStopping, ct);
                return Task.FromResult<IResult>(TypedResults.ServerSentEvents(entries));
            },
            ct);

    private static async IAsyncEnumerable<SseItem<TimelineEntry>> Entries(
        string team, Guid missionId, long after, MissionReader missions, TimelineQueries timeline, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping);
        if (await HasAll(team, missionId, after, missions, timeline, either.Token))
            yield break;
        await using var rows = timeline.Follow(team, missionId, after, either.Token).GetAsyncEnumerator(either.Token);
        while (await Next(rows))
        {
            var entry = TimelineEntry.Of(rows.Current);
            yield return new SseItem<TimelineEntry>(entry, "step") { EventId = entry.Sequence.ToString(CultureInfo.InvariantCulture) };
            if (entry.Kind == TimelineEntry.End)
                yield break;
        }
    }

    /// <summary>Whoever saw the end of a mission already would wait for ever.</summary>
    private static async Task<bool> HasAll(string team, Guid missionId, long after, MissionReader missions, TimelineQueries timeline, CancellationToken ct) =>
        after > 0
        && (await missions.Read(missionId, ct))?.Outcome is not null
        && (await timeline.Read(team, missionId, after, ct: ct)).All(row => row.Kind != TimelineEntry.End)
        && (await timeline.Read(team, missionId, 0, ct: ct)).Any(row => row.Kind == TimelineEntry.End);

    // The host stops, or the reader went away: the stream just ends, and is resumed after its last event.
    private static async Task<bool> Next(IAsyncEnumerator<TimelineRow> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
