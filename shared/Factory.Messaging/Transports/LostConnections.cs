using Microsoft.Extensions.Logging;

namespace Factory.Messaging.Transports;

/// <summary>
/// Connections to the broker that were lost and whose shutdown in the client is under way. Until it is over nothing is published.
/// </summary>
/// <remarks>
/// RabbitMQ.Client 7.1.2 waits in the shutdown of a channel for its publishers, without an end. When the channel is disposed of in that
/// moment, the wait is never over, no other channel hears that the connection is gone, and the bus waits on it for ever. Later versions
/// wait for a limited time. So here publishers are let run dry before the client hears of the loss, and come back when its shutdown is over.
/// </remarks>
internal sealed class LostConnections(ILogger<LostConnections> log)
{
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(10);

    private readonly Lock _guard = new();
    private int _underWay;
    private TaskCompletionSource? _over;

    /// <summary>Waits while lost connections are shut down.</summary>
    public Task Over(CancellationToken ct) => Volatile.Read(ref _over) is { } over ? over.Task.WaitAsync(ct) : Task.CompletedTask;

    /// <summary>A connection was lost. Counts for at most 10 s from when <paramref name="shutDown"/> is awaited, so that one that hangs does not stop the others.</summary>
    public void Begin(Task shutDown)
    {
        lock (_guard)
        {
            _underWay++;
            _over ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = End(shutDown);
    }

    private async Task End(Task shutDown)
    {
        await shutDown.WaitAsync(LongestShutdown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!shutDown.IsCompleted)
            log.LogError("A lost connection to the broker is not shut down after {Seconds} s. Should this process not take up its work again, start it anew", LongestShutdown.TotalSeconds);
        lock (_guard)
        {
            if (--_underWay > 0)
                return;
            _over?.SetResult();
            _over = null;
        }
    }
}
