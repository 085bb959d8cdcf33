using Factory.Messaging.Consuming;
using Factory.Messaging.Outbox;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Factory.Messaging.DeadLetters;

/// <summary>Stores dead letters. As long as the database is away it waits: the message is not acknowledged before.</summary>
internal sealed class DeadLetterStore(NpgsqlDataSource database, TimeProvider time, ILogger<DeadLetterStore> log)
{
    private const string InsertSql = """
        INSERT INTO factory.dead_letter (id, endpoint, message_type, body, content_type, headers, exception_type, exception_message, died_at)
        VALUES ($1, $2, $3, coalesce((SELECT body FROM factory.large_body WHERE id = $1), $4), $5, $6, $7, $8, $9)
        ON CONFLICT (id, endpoint) DO UPDATE SET
            exception_type = excluded.exception_type, exception_message = excluded.exception_message, died_at = excluded.died_at
        """;

    public async Task Store(DeadMessage message, CancellationToken ct)
    {
        await Patiently.Do(
            () => Write(message, ct), reason => log.LogWarning("The database is away, a dead letter of {Endpoint} waits: {Reason}", message.Endpoint, reason), ct);
        log.LogError("Message {Message} at {Endpoint} is a dead letter: {Type}: {Reason}", message.Id, message.Endpoint, message.ExceptionType, message.ExceptionMessage);
    }

    private async Task<int> Write(DeadMessage message, CancellationToken ct)
    {
        var id = message.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Insert(id, message));
        batch.BatchCommands.Add(OutboxCommands.Delete(id));
        batch.BatchCommands.Add(OutboxCommands.DeleteLargeBody(id));
        // One batch without a transaction of its own is one transaction.
        return await batch.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlBatchCommand Insert(Guid id, DeadMessage message) => new(InsertSql)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = id },
            new NpgsqlParameter<string> { TypedValue = message.Endpoint },
            new NpgsqlParameter<string> { TypedValue = message.MessageType.Replace("\0", "", StringComparison.Ordinal) },
            new NpgsqlParameter<byte[]> { TypedValue = message.Body },
            new NpgsqlParameter { Value = message.ContentType ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter<string> { TypedValue = message.HeadersJson.Replace("\\u0000", "", StringComparison.Ordinal), NpgsqlDbType = NpgsqlDbType.Jsonb },
            new NpgsqlParameter<string> { TypedValue = message.ExceptionType },
            new NpgsqlParameter<string> { TypedValue = message.ExceptionMessage.Replace("\0", "", StringComparison.Ordinal) },
            new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        },
    };
}
