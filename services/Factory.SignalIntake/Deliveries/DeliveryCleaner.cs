using Factory.Messaging;
using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary>Forgets deliveries after a while. Signals and missions that came of them stay.</summary>
internal sealed class DeliveryCleaner(NpgsqlDataSource database, IConfiguration configuration, TimeProvider time, ILogger<DeliveryCleaner> log)
    : Periodically(TimeSpan.FromHours(1), "Old deliveries were not deleted", time, log)
{
    private const string CleanSql = """
        WITH accepted AS (DELETE FROM factory.delivery_accepted WHERE at < $1),
             questions AS (DELETE FROM factory.delivery_question WHERE asked_at < $1),
             triage AS (DELETE FROM factory.triage WHERE asked_at < $1),
             texts AS (DELETE FROM factory.signal_text WHERE last_at < $1),
             lately AS (DELETE FROM factory.lately WHERE at < $1),
             jobs AS (DELETE FROM factory.failed_job WHERE at < $1),
             threads AS (DELETE FROM factory.chat_thread WHERE at < $1)
        DELETE FROM factory.delivery WHERE received_at < $1
        """;

    protected override async Task Do(CancellationToken ct)
    {
        await using var command = database.CreateCommand(CleanSql);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (Time.GetUtcNow() - DeliveryAge.Kept(configuration)).UtcDateTime });
        await command.ExecuteNonQueryAsync(ct);
    }
}
