using Factory.Messaging.Consuming;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Messaging.Suspects;

/// <summary>Marks on messages that are being handled although a process may have ended because of them: table <c>factory.suspect</c>.</summary>
internal sealed class SuspectMarks(NpgsqlDataSource database, ILogger<SuspectMarks> log)
{
    private const string SetSql = """
        INSERT INTO factory.suspect (message_id, endpoint, begun, begun_at) VALUES ($1, $2, 1, now())
        ON CONFLICT (message_id, endpoint) DO UPDATE SET begun = suspect.begun + 1, begun_at = now() RETURNING begun
        """;

    /// <summary>Comes back when the mark is durable.</summary>
    /// <returns>How often the handling of this message was begun, this time included, since it last came to an end.</returns>
    public Task<int> Set(Guid message, string endpoint, CancellationToken ct) => Patiently.Do(
        async () =>
        {
            await using var command = Command(SetSql, message, endpoint);
            return (int)(await command.ExecuteScalarAsync(ct))!;
        },
        reason => log.LogWarning("The database is away, a message that came again to {Endpoint} waits: {Reason}", endpoint, reason),
        ct);

    /// <summary>The handling came to an end, whichever.</summary>
    public async Task Remove(Guid message, string endpoint)
    {
        try
        {
            await using var command = Command("DELETE FROM factory.suspect WHERE message_id = $1 AND endpoint = $2", message, endpoint);
            await command.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException error)
        {
            log.LogWarning("Message {Message} at {Endpoint} stays marked until it comes again or is forgotten: {Reason}", message, endpoint, error.Message);
        }
    }

    private NpgsqlCommand Command(string sql, Guid message, string endpoint)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = endpoint });
        return command;
    }
}
