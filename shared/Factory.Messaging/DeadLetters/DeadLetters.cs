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

    /// <summary>The newest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<DeadLetter>> List(int most = 100, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand("""
            SELECT id, endpoint, message_type, body, exception_type, exception_message, died_at
            FROM factory.dead_letter ORDER BY died_at DESC LIMIT $1
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        var letters = new List<DeadLetter>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            letters.Add(Letter(reader));
        return letters;
    }

    /// <summary>Sends the message to its endpoint again, with the id it had.</summary>
    /// <param name="id">The message's id.</param>
    /// <param name="ct">Ends the attempt.</param>
    /// <returns>False when there is no such dead letter.</returns>
    public async Task<bool> Retry(Guid id, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand(RetrySql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LargeBody.MostInOutbox });
        return await command.ExecuteNonQueryAsync(ct) > 0;
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
