using System.Text;
using System.Text.Json;
using Factory.History.Projections;
using Npgsql;
using NpgsqlTypes;

namespace Factory.History.Transfer;

/// <summary>Writes a checked file into the event store, in a transaction that is given. Sequence numbers are new; all else is as it was.</summary>
internal sealed class ImportWriting(NpgsqlConnection connection, EventTypes types)
{
    private const int PageSize = 500;

    /// <summary>False when one of the streams is there already; then none was inserted.</summary>
    public async Task<bool> TryInsertStreams(IReadOnlyList<StreamLine> streams, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO history.mt_streams (id, type, version, timestamp, created, tenant_id, is_archived)
            SELECT s.id, s.type, s.version, s.timestamp, s.created, '*DEFAULT*', false
            FROM unnest($1, $2, $3, $4, $5) AS s (id, type, version, timestamp, created)
            WHERE NOT EXISTS (SELECT FROM history.mt_streams WHERE id = ANY ($1))
            ORDER BY s.id
            ON CONFLICT (id) DO NOTHING
            """,
            connection);
        command.Parameters.AddWithValue(streams.Select(stream => stream.Id).ToArray());
        command.Parameters.AddWithValue(streams.Select(stream => stream.Type).ToArray());
        command.Parameters.AddWithValue(streams.Select(stream => stream.Version).ToArray());
        command.Parameters.AddWithValue(streams.Select(stream => stream.Timestamp.UtcDateTime).ToArray());
        command.Parameters.AddWithValue(streams.Select(stream => stream.Created.UtcDateTime).ToArray());
        return await command.ExecuteNonQueryAsync(ct) == streams.Count;
    }

    /// <summary>Whether the streams hold exactly these events.</summary>
    public async Task<bool> IsThere(IReadOnlyList<StreamLine> streams, IReadOnlyList<EventLine> events, CancellationToken ct)
    {
        var ids = streams.Select(stream => stream.Id).ToArray();
        var there = await MissionStreams.Events(connection, ids, ct);
        return there.Count == events.Count && there.OrderBy(Key).Zip(events.OrderBy(Key)).All(pair => IsSame(pair.First, pair.Second));
    }

    public async Task<IReadOnlyList<StoredEvent>> InsertEvents(IReadOnlyList<EventLine> events, CancellationToken ct)
    {
        var stored = new List<StoredEvent>(events.Count);
        foreach (var page in events.Chunk(PageSize))
            stored.AddRange(page.Zip(await Insert(page, ct), Stored));
        return stored;
    }

    public async Task TryOut(IReadOnlyList<IProjection> projections, IReadOnlyList<StoredEvent> stored, CancellationToken ct)
    {
        foreach (var page in stored.Chunk(PageSize))
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var one in page)
            {
                foreach (var projection in projections)
                    projection.Apply(batch, one);
            }

            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync(ct);
        }
    }

    private StoredEvent Stored(EventLine line, long sequence) => new(
        sequence, line.Id, line.Stream, line.Version, line.Type, line.Timestamp, line.Data.Deserialize(types.Find(line.Type)!.Clr, EventJson.Options)!);

    private async Task<List<long>> Insert(EventLine[] page, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var line in page)
            batch.BatchCommands.Add(Insert(line));
        var sequences = new List<long>(page.Length);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        do
        {
            while (await reader.ReadAsync(ct))
                sequences.Add(reader.GetInt64(0));
        }
        while (await reader.NextResultAsync(ct));
        return sequences;
    }

    private NpgsqlBatchCommand Insert(EventLine line) => new(
        """
        INSERT INTO history.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
        VALUES (nextval('history.mt_events_sequence'), $1, $2, $3, $4, $5, $6, '*DEFAULT*', $7, false) RETURNING seq_id
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = line.Id },
            new NpgsqlParameter<Guid> { TypedValue = line.Stream },
            new NpgsqlParameter<long> { TypedValue = line.Version },
            new NpgsqlParameter<byte[]> { TypedValue = Encoding.UTF8.GetBytes(line.Data.GetRawText()), NpgsqlDbType = NpgsqlDbType.Jsonb },
            new NpgsqlParameter<string> { TypedValue = line.Type },
            new NpgsqlParameter<DateTime> { TypedValue = line.Timestamp.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new NpgsqlParameter<string> { TypedValue = types.Find(line.Type)!.DotNetName },
        },
    };

    private static (Guid Stream, long Version) Key(EventLine line) => (line.Stream, line.Version);

    private static bool IsSame(EventLine left, EventLine right) =>
        left with { Data = default } == right with { Data = default } && JsonElement.DeepEquals(left.Data, right.Data);
}
