using System.Runtime.CompilerServices;
using Factory.History.Projections;
using Npgsql;

namespace Factory.History.Missions;

/// <summary>One thing that happened in a mission.</summary>
/// <param name="Sequence">Place in history; the id to go on after.</param>
/// <param name="StreamKind">signal, mission, feature or droid_run.</param>
/// <param name="Kind">Alias of the event, for example <c>code_received</c>.</param>
/// <param name="Text">One short line, safe for terminals.</param>
/// <param name="RunId">The droid run it belongs to, if one.</param>
/// <param name="Role">Who plays in that run: planner, coder, tester, reviewer or docs.</param>
/// <param name="FeatureId">The feature it belongs to or tells of, if one.</param>
public sealed record TimelineRow(long Sequence, DateTimeOffset At, string StreamKind, string Kind, string Text, Guid? RunId, string? Role, Guid? FeatureId);

/// <summary>Reads what happened in a mission. A team sees its own missions only: of another's there are no rows.</summary>
public sealed class TimelineQueries(NpgsqlDataSource database, Pulse pulse, TimeProvider time)
{
    // Where another process runs the projection no pulse comes: then this is how late people see an event.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);
    private const int PageSize = 500;

    /// <summary>The rows after a sequence number, in order.</summary>
    /// <param name="team">Whose mission.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="afterSequence">0 for all.</param>
    /// <param name="limit">At most so many, 1 to 10,000.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<TimelineRow>> Read(string team, Guid missionId, long afterSequence = 0, int limit = 10_000, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand(
            """
            SELECT t.sequence, t.at, t.stream_kind, t.kind, t.text, t.run_id, s.role, t.feature_id
            FROM factory.mission_stream s JOIN factory.mission_timeline t ON t.stream_id = s.stream_id
            WHERE s.mission_id = $1 AND s.team = $2 AND t.sequence > $3 ORDER BY t.sequence LIMIT $4
            """);
        command.Parameters.AddWithValue(missionId);
        command.Parameters.AddWithValue(team);
        command.Parameters.AddWithValue(afterSequence);
        command.Parameters.AddWithValue(Math.Clamp(limit, 1, 10_000));
        var rows = new List<TimelineRow>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(Row(reader));
        return rows;
    }

    /// <summary>The rows after a sequence number and then each new one as it comes, until cancelled.</summary>
    public async IAsyncEnumerable<TimelineRow> Follow(string team, Guid missionId, long afterSequence = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        while (!ct.IsCancellationRequested)
        {
            var news = pulse.Next;
            var rows = await Read(team, missionId, afterSequence, PageSize, ct);
            foreach (var row in rows)
                yield return row;
            if (rows.Count > 0)
                afterSequence = rows[^1].Sequence;
            else
                await Task.WhenAny(news, Task.Delay(LongestPause, time, ct));
        }
    }

    private static TimelineRow Row(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), new DateTimeOffset(reader.GetDateTime(1)), reader.GetString(2), reader.GetString(3), reader.GetString(4), Id(reader, 5), reader.IsDBNull(6) ? null : reader.GetString(6), Id(reader, 7));

    private static Guid? Id(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
}
