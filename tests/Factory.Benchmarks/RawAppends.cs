using System.Text.Json;
using Factory.Contracts.History;
using Npgsql;
using NpgsqlTypes;

namespace Factory.Benchmarks;

/// <summary>The baseline: statements written by hand, prepared, in one batch.</summary>
internal sealed class RawAppends(NpgsqlDataSource source)
{
    private const string InsertStream = "INSERT INTO raw.mt_streams (id, type, version, timestamp, created, tenant_id, is_archived) VALUES ($1, 'bench', 3, $2, $2, '*DEFAULT*', false)";
    private const string MoveStream = "UPDATE raw.mt_streams SET version = $2 + 1, timestamp = $3 WHERE id = $1 AND version = $2";

    private const string InsertEvent = """
        INSERT INTO raw.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
        VALUES (nextval('raw.mt_events_sequence'), $1, $2, $3, $4, 'turn_answered', $5, '*DEFAULT*', 'Factory.Contracts.History.TurnAnswered, Factory.Contracts', false)
        """;

    public static async Task CreateTables(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            CREATE SCHEMA raw;
            CREATE TABLE raw.mt_streams (LIKE history.mt_streams INCLUDING ALL);
            CREATE TABLE raw.mt_events (LIKE history.mt_events INCLUDING ALL, FOREIGN KEY (stream_id) REFERENCES raw.mt_streams (id) ON DELETE CASCADE);
            CREATE SEQUENCE raw.mt_events_sequence;
            """);
        await command.ExecuteNonQueryAsync(ct);
    }

    public Task Start(int writer, CancellationToken ct) => Start(Guid.NewGuid(), ct);

    public async Task Start(Guid stream, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(InsertStream) { Parameters = { Id(stream), Time(now) } });
        for (var version = 1; version <= 3; version++)
            batch.BatchCommands.Add(Event(stream, version, now));
        await batch.PrepareAsync(ct);
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task Next(Guid stream, long version, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(MoveStream) { Parameters = { Id(stream), new NpgsqlParameter<long> { TypedValue = version }, Time(now) } });
        batch.BatchCommands.Add(Event(stream, version + 1, now));
        await batch.PrepareAsync(ct);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Reads what a fold needs, and makes the events.</summary>
    public async Task<long> Fold(Guid stream, CancellationToken ct)
    {
        var tokens = 0L;
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("SELECT version, type, data FROM history.mt_events WHERE stream_id = $1 ORDER BY version", connection) { Parameters = { Id(stream) } };
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            tokens = AppendEvents.Apply(tokens, JsonSerializer.Deserialize<TurnAnswered>(reader.GetFieldValue<byte[]>(2))!);
        return tokens;
    }

    private static NpgsqlBatchCommand Event(Guid stream, long version, DateTime now) => new(InsertEvent)
    {
        Parameters =
        {
            Id(Guid.CreateVersion7()),
            Id(stream),
            new NpgsqlParameter<long> { TypedValue = version },
            new NpgsqlParameter<byte[]> { TypedValue = JsonSerializer.SerializeToUtf8Bytes(AppendEvents.Example(0)), NpgsqlDbType = NpgsqlDbType.Jsonb },
            Time(now),
        },
    };

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };

    private static NpgsqlParameter<DateTime> Time(DateTime time) => new() { TypedValue = time, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
