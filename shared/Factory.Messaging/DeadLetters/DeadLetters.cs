using System.Text;
using Factory.Messaging.Outbox;
using Npgsql;

namespace Factory.Messaging.DeadLetters;

/// <summary>The messages that could not be handled, of all teams: for operators.</summary>
public sealed class DeadLetters(NpgsqlDataSource database)
{
    private const string RetrySql = """
        WITH dead AS (DELETE FROM factory.dead_letter WHERE id = $1 RETURNING id, endpoint, body, content_type),
             mark AS (DELETE FROM factory.suspect WHERE message_id = $1),
             large AS (INSERT INTO factory.large_body (id, body) SELECT id, body FROM dead WHERE length(body) > $2 ON CONFLICT (id) DO NOTHING)
        INSERT INTO factory.outbox (id, destination, body, content_type, due_at)
        SELECT id, endpoint, CASE WHEN length(body) > $2 THEN ''::bytea ELSE body END, content_type, now() FROM dead
        ON CONFLICT (id) DO UPDATE SET attempt = 0
        """;

    private const string RetryWorkSql = "UPDATE factory.lease SET due_at = now(), parked_at = NULL, error = NULL WHERE id = $1 AND parked_at IS NOT NULL";

    /// <summary>The newest first; also work under lease that failed for good in a way that could not be recorded.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<DeadLetter>> List(int most = 100, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand("""
            SELECT id, endpoint, message_type, body, exception_type, exception_message, died_at FROM factory.dead_letter
            UNION ALL
            SELECT id, lane, regexp_replace(kind, '\.([^.]*)$', ':\1'), convert_to(payload::text, 'UTF8'), split_part(error, ': ', 1), substr(error, length(split_part(error, ': ', 1)) + 3), parked_at
            FROM factory.lease WHERE parked_at IS NOT NULL
            ORDER BY died_at DESC LIMIT $1
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        var letters = new List<DeadLetter>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            letters.Add(Letter(reader));
        return letters;
    }

    /// <summary>Sends the message to its endpoint again, with the id it had; begins work anew, with all its attempts.</summary>
    /// <param name="id">The message's id.</param>
    /// <param name="ct">Ends the attempt.</param>
    /// <returns>False when there is no such dead letter.</returns>
    public async Task<bool> Retry(Guid id, CancellationToken ct = default)
    {
        await using var message = database.CreateCommand(RetrySql);
        message.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        message.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LargeBody.MostInOutbox });
        if (await message.ExecuteNonQueryAsync(ct) > 0)
            return true;
        await using var work = database.CreateCommand(RetryWorkSql);
        work.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return await work.ExecuteNonQueryAsync(ct) > 0;
    }

    private static DeadLetter Letter(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetString(2),
        Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(3)),
        reader.GetString(4),
        reader.GetString(5),
        reader.GetFieldValue<DateTimeOffset>(6));
}
