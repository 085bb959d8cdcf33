using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.ServiceDefaults.Database;

/// <summary>Waits for a database that is still starting, before the schema is migrated and anything else starts.</summary>
internal sealed partial class DatabaseWait(NpgsqlDataSource database, FactorySettings settings, TimeProvider time, ILogger<DatabaseWait> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + settings.StartTimeout;
        while (true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException error) when (time.GetUtcNow() < deadline && (error.IsTransient || error is PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow }))
            {
                LogWaiting(logger, error.Message);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is not ready, trying again: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string reason);
}
