using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary>Forgets deliveries after a while: <c>Factory:SignalIntake:KeepDays</c>, 1 to 3,650, default 30. Signals and missions that came of them stay.</summary>
internal sealed partial class DeliveryCleaner(NpgsqlDataSource database, IConfiguration configuration, TimeProvider time, ILogger<DeliveryCleaner> log) : BackgroundService
{
    private const string Setting = "Factory:SignalIntake:KeepDays";
    private const int Days = 30;
    private const int MostDays = 3_650;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

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

    internal async Task Clean(CancellationToken ct)
    {
        try
        {
            await using var command = database.CreateCommand("WITH accepted AS (DELETE FROM factory.delivery_accepted WHERE at < $1), threads AS (DELETE FROM factory.chat_thread WHERE at < $1) DELETE FROM factory.delivery WHERE received_at < $1");
            var days = Math.Clamp(configuration.GetValue(Setting, Days), 1, MostDays);
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() - TimeSpan.FromDays(days)).UtcDateTime });
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException error)
        {
            NotCleaned(Interval, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old deliveries were not deleted, again in {Interval}: {Reason}")]
    private partial void NotCleaned(TimeSpan interval, string reason);
}
