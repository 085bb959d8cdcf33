using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Factory.Messaging.Outbox;

/// <summary>Forgets messages that were handled so long ago that no duplicate can come any more, and marks of messages that never came again.</summary>
internal sealed class InboxCleaner(NpgsqlDataSource database, IOptions<HeartOptions> options, TimeProvider time, ILogger<InboxCleaner> log)
    : Periodically(TimeSpan.FromHours(1), "The inbox was not cleaned", time, log)
{
    // A message that is still in the outbox may come again, however old it is.
    private const string Sql = """
        WITH marks AS (DELETE FROM factory.suspect WHERE begun_at < $1)
        DELETE FROM factory.inbox i WHERE handled_at < $1 AND NOT EXISTS (SELECT FROM factory.outbox o WHERE o.id = i.message_id)
        """;

    protected override async Task Do(CancellationToken ct)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (Time.GetUtcNow() - options.Value.InboxRetention).UtcDateTime });
        await command.ExecuteNonQueryAsync(ct);
    }
}
