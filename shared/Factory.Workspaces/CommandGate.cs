namespace Factory.Workspaces;

/// <summary>Many commands at once, or one operation on the whole checkout.</summary>
internal sealed class CommandGate : IDisposable
{
    private const int Most = 16;
    private readonly SemaphoreSlim places = new(Most, Most);
    private readonly SemaphoreSlim alone = new(1, 1);

    public async Task<IDisposable> Enter(CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        return new Leave(() => places.Release());
    }

    public async Task<IDisposable> EnterAlone(CancellationToken cancellationToken)
    {
        await alone.WaitAsync(cancellationToken);
        var taken = 0;
        try
        {
            for (; taken < Most; taken++)
                await places.WaitAsync(cancellationToken);
        }
        catch
        {
            if (taken > 0)
                places.Release(taken);
            alone.Release();
            throw;
        }

        return new Leave(() =>
        {
            places.Release(Most);
            alone.Release();
        });
    }

    public void Dispose()
    {
        places.Dispose();
        alone.Dispose();
    }

    private sealed class Leave(Action action) : IDisposable
    {
        private Action? action = action;

        public void Dispose() => Interlocked.Exchange(ref action, null)?.Invoke();
    }
}
