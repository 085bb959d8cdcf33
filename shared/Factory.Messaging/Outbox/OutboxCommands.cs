using Npgsql;
using NpgsqlTypes;

namespace Factory.Messaging.Outbox;

/// <summary>The outbox in SQL.</summary>
internal static class OutboxCommands
{
    private const string InsertSql = """
        INSERT INTO factory.outbox (id, destination, body, content_type, expires_at, due_at, node)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    public static void AddTo(NpgsqlBatch batch, OutboxDelivery delivery, HeartParts parts)
    {
        var now = parts.Time.GetUtcNow();
        foreach (var row in delivery.Rows)
        {
            var large = row.Body.Length > LargeBody.MostInOutbox;
            if (large)
                batch.BatchCommands.Add(InsertLargeBody(row));
            batch.BatchCommands.Add(Insert(row, large ? [] : row.Body, row.Due ?? now, delivery.Takes(row) ? parts.Node.Id : null));
        }
    }

    public static NpgsqlBatchCommand Delete(Guid id) => new("DELETE FROM factory.outbox WHERE id = $1")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } },
    };

    public static NpgsqlBatchCommand DeleteLargeBody(Guid id) => new("DELETE FROM factory.large_body WHERE id = $1")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } },
    };

    public static NpgsqlBatchCommand InsertLargeBody(OutboxRow row) => new("INSERT INTO factory.large_body (id, body) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = row.Id }, new NpgsqlParameter<byte[]> { TypedValue = row.Body } },
    };

    public static NpgsqlBatchCommand Insert(OutboxRow row, byte[] body, DateTimeOffset due, Guid? node) => new(InsertSql)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = row.Id },
            new NpgsqlParameter<string> { TypedValue = row.Destination },
            new NpgsqlParameter<byte[]> { TypedValue = body },
            new NpgsqlParameter { Value = row.ContentType ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter { Value = row.ExpiresAt?.UtcDateTime ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new NpgsqlParameter<DateTime> { TypedValue = due.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new NpgsqlParameter { Value = node ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
        },
    };
}
