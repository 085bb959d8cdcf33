using Npgsql;

namespace Factory.History.Projections;

/// <summary>
/// Reads all events in the order of their sequence numbers, none left out. Numbers are drawn before their transactions commit, so a
/// number may be missing because its transaction still runs. A gap is passed only when every transaction that ran when the gap was seen
/// has ended: each number below those that were visible then had been drawn by one of them, or by one that had ended.
/// </summary>
internal sealed class EventFeed(EventTypes types)
{
    private long settled;
    private Gap? waiting;

    /// <summary>The next events after a position, at most <paramref name="limit"/>; none when there are none, or when a gap comes first.</summary>
    /// <exception cref="PoisonEvent">The first event cannot be read. One further on ends the page before it.</exception>
    public async Task<IReadOnlyList<StoredEvent>> Next(NpgsqlConnection connection, string projection, long position, int limit, CancellationToken ct)
    {
        await SettleGap(connection, ct);
        var (page, highest) = await ReadPage(connection, projection, position, limit, ct);
        if (highest is { } seen && waiting is null)
            waiting = new Gap(seen, await Snapshot(connection, ct));
        return page;
    }

    private async Task<(List<StoredEvent> Page, long? HighestBeyondGap)> ReadPage(NpgsqlConnection connection, string projection, long position, int limit, CancellationToken ct)
    {
        var page = new List<StoredEvent>();
        long? beyond = null;
        var isComplete = true;
        await using var command = Page(connection, position, limit);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var sequence = reader.GetInt64(0);
            if (beyond is not null || (sequence != position + 1 && sequence - 1 > settled))
                beyond = sequence;
            else if (isComplete)
                isComplete = TryAdd(page, reader, projection);
            position = sequence;
        }

        return (page, beyond);
    }

    private bool TryAdd(List<StoredEvent> page, NpgsqlDataReader reader, string projection)
    {
        try
        {
            page.Add(EventReading.Event(reader, types));
            return true;
        }
        catch (Exception error) when (error is UnknownEventType or System.Text.Json.JsonException or NotSupportedException)
        {
            // What comes before it is applied first; then it is the first of its page.
            return page.Count > 0 ? false : throw new PoisonEvent(projection, reader.GetInt64(0), reader.GetString(4), error);
        }
    }

    private async Task SettleGap(NpgsqlConnection connection, CancellationToken ct)
    {
        if (waiting is null)
            return;
        await using var command = new NpgsqlCommand("SELECT NOT EXISTS (SELECT FROM pg_snapshot_xip($1::pg_snapshot) AS x (id) WHERE pg_xact_status(x.id) = 'in progress')", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = waiting.Snapshot } },
        };
        if (await command.ExecuteScalarAsync(ct) is not true)
            return;
        settled = Math.Max(settled, waiting.Highest);
        waiting = null;
    }

    // Taken after the events were read: a transaction that left the gap is in it, or has ended and is seen by the next reading.
    private static async Task<string> Snapshot(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_current_snapshot()::text", connection);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    private static NpgsqlCommand Page(NpgsqlConnection connection, long position, int limit) =>
        new($"SELECT {EventReading.Columns} FROM history.mt_events WHERE seq_id > $1 ORDER BY seq_id LIMIT $2", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = position }, new NpgsqlParameter<int> { TypedValue = limit } },
        };

    private sealed record Gap(long Highest, string Snapshot);
}
