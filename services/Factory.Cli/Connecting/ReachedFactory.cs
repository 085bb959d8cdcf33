using Factory.Local.DataFolders;
using Factory.Local.Hosting;

namespace Factory.Cli.Connecting;

/// <summary>A factory to talk to: the one that is up on the data folder, or else one in this process for as long as it is needed.</summary>
internal sealed class ReachedFactory : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly LocalFactory? _own;

    private ReachedFactory(FactoryClient client, LocalFactory? own) => (Client, _own) = (client, own);

    public FactoryClient Client { get; }

    public bool IsOwn => _own is not null;

    /// <exception cref="NotRunning">A process holds the data folder, but no factory answers there.</exception>
    public static async Task<ReachedFactory> Reach(string dataFolder, string kind, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (FactoryClient.TryConnect(dataFolder) is { } running)
                return new ReachedFactory(running, null);
            try
            {
                var own = await LocalFactory.Start(new LocalOptions { DataFolder = dataFolder, Kind = kind }, ct);
                return new ReachedFactory(FactoryClient.Connect(dataFolder), own);
            }
            catch (DataFolderInUse error) when (patience.IsCancellationRequested)
            {
                throw new NotRunning(error.Message, error);
            }
            catch (DataFolderInUse)
            {
                // It is starting or stopping.
                await Task.Delay(Between, ct);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_own is not null)
            await _own.DisposeAsync();
    }
}
