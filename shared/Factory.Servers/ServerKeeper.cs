namespace Factory.Servers;

/// <summary>Starts a server again each time it dies by itself, until disposed: nobody else would on a person's machine.</summary>
internal sealed class ServerKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _keeping;

    /// <param name="exited">Completes when the server that runs now has ended.</param>
    /// <param name="run">Starts it on the same folder and port.</param>
    /// <param name="tell">Told that it died, and why it could not be started.</param>
    public ServerKeeper(Func<CancellationToken, Task> exited, Func<CancellationToken, Task> run, Action<string> tell) =>
        _keeping = Task.Run(() => Keep(exited, run, tell));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _keeping;
        _stopping.Dispose();
    }

    private async Task Keep(Func<CancellationToken, Task> exited, Func<CancellationToken, Task> run, Action<string> tell)
    {
        try
        {
            while (true)
            {
                await exited(_stopping.Token);
                tell("The server ended by itself and is started again.");
                await RunUntilItWorks(run, tell);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is to end now.
        }
    }

    private async Task RunUntilItWorks(Func<CancellationToken, Task> run, Action<string> tell)
    {
        while (true)
        {
            try
            {
                await run(_stopping.Token);
                return;
            }
            catch (ServerException error)
            {
                tell(error.Message);
                await Task.Delay(Pause, _stopping.Token);
            }
        }
    }
}
