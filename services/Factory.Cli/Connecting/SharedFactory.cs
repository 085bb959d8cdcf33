namespace Factory.Cli.Connecting;

/// <summary>One factory for all that this process asks of it, many at once. Another process's may end at any time: then it is looked for again, or started here.</summary>
internal sealed class SharedFactory(string dataFolder, string kind) : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _reaching = new(1, 1);
    private readonly List<ReachedFactory> _left = [];
    private ReachedFactory? _factory;

    /// <summary>Says something to whichever process runs the factory; what is said may be said again.</summary>
    public async Task Talk(Func<FactoryClient, Task> say, CancellationToken ct)
    {
        while (true)
        {
            var factory = await Reach(ct);
            try
            {
                await say(factory.Client);
                return;
            }
            catch (Exception error) when (!factory.IsOwn && error is NotRunning or IOException or HttpRequestException)
            {
                await Leave(factory, ct);
                await Task.Delay(Between, ct);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_factory is not null)
            await _factory.DisposeAsync();
        foreach (var left in _left)
            await left.DisposeAsync();
        _reaching.Dispose();
    }

    private async Task<ReachedFactory> Reach(CancellationToken ct)
    {
        await _reaching.WaitAsync(ct);
        try
        {
            return _factory ??= await ReachedFactory.Reach(dataFolder, kind, ct);
        }
        finally
        {
            _reaching.Release();
        }
    }

    /// <summary>Others may still wait for its answer: it is let go of at the end.</summary>
    private async Task Leave(ReachedFactory factory, CancellationToken ct)
    {
        await _reaching.WaitAsync(ct);
        try
        {
            if (_factory != factory)
                return;
            _factory = null;
            _left.Add(factory);
        }
        finally
        {
            _reaching.Release();
        }
    }
}
