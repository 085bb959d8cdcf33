using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Messaging;

/// <summary>Work on the database that is done now and then. While the database is away it is put off to the next time, and said.</summary>
/// <param name="interval">Between two times, and before the first.</param>
/// <param name="what">What was not done, for the log, for example <c>Old messages were not forgotten</c>.</param>
public abstract class Periodically(TimeSpan interval, string what, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>The clock it goes by.</summary>
    protected TimeProvider Time => time;

    /// <summary>Whether it is done when the process starts, too. Default false.</summary>
    protected virtual bool AtStart => false;

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            if (AtStart)
                await Try(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Try(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>Does it once.</summary>
    protected abstract Task Do(CancellationToken ct);

    private async Task Try(CancellationToken ct)
    {
        try
        {
            await Do(ct);
        }
        catch (NpgsqlException error)
        {
            log.LogWarning("{What}, again in {Interval}: {Reason}", what, interval, error.Message);
        }
    }
}
