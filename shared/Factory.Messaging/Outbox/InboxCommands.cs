using Npgsql;

namespace Factory.Messaging.Outbox;

/// <summary>The inbox in SQL.</summary>
internal static class InboxCommands
{
    /// <summary>Gives a row when the message was handled. A statement of its own, so that it sees what committed while a lock was waited for.</summary>
    public static NpgsqlBatchCommand Find(MessageInHand message) => new("SELECT 1 FROM factory.inbox WHERE message_id = $1 AND endpoint = $2")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = message.Id }, new NpgsqlParameter<string> { TypedValue = message.Endpoint } },
    };

    /// <summary>Says that the message is handled; on a transport without memory its outbox row goes only now.</summary>
    public static void AddTo(NpgsqlBatch batch, MessageInHand message, HeartParts parts)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO factory.inbox (message_id, endpoint) VALUES ($1, $2)")
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = message.Id }, new NpgsqlParameter<string> { TypedValue = message.Endpoint } },
        });
        if (parts.Transport.ConsumerDeletesRow)
            batch.BatchCommands.Add(OutboxCommands.Delete(message.Id));
        if (message.Length > LargeBody.MostInOutbox)
            batch.BatchCommands.Add(OutboxCommands.DeleteLargeBody(message.Id));
    }

    public static bool IsDuplicate(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "inbox_pkey" };
}
