using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Factory.Messaging.Outbox;

/// <summary>Forgets messages that were handled so long ago that no duplicate can come any more, and marks of messages that never came again.</summary>
internal sealed class InboxCleaner(NpgsqlDataSource database, IOptions<HeartOptions> options, TimeProvider time, ILogger<InboxCleaner> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // A message that is still in the outbox may come again, however old it is.
    private const string Sql = """
        WITH marks AS (DELETE FROM factory.suspect WHERE begun_at < $1)
        DELETE FROM factory.inbox i WHERE handled_at < $1 AND NOT EXISTS (SELECT FROM factory.outbox o WHERE o.id = i.message_id)
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Clean(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task Clean(CancellationToken ct)
    {
        try
        {
            await using var command = database.CreateCommand(Sql);
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() - options.Value.InboxRetention).UtcDateTime });
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException error)
        {
            log.LogWarning("The inbox was not cleaned, again in {Interval}: {Reason}", Interval, error.Message);
        }
    }
}
