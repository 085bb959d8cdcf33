using Factory.Workspaces;
using Factory.Workspaces.Sandboxing;

namespace Factory.Droids.Sessions;

/// <summary>What a run started in the background, by the short names that the model was told.</summary>
internal sealed class Processes(Workspace workspace)
{
    private readonly Dictionary<string, BackgroundCommand> started = new(StringComparer.Ordinal);

    public async Task<(string Name, BackgroundCommand Command)> Start(CommandRequest request, CancellationToken ct)
    {
        var command = await workspace.Start(request, ct);
        lock (started)
        {
            var name = $"p{started.Count + 1}";
            started.Add(name, command);
            return (name, command);
        }
    }

    public BackgroundCommand? Find(string name)
    {
        lock (started)
        {
            return started.GetValueOrDefault(name);
        }
    }

    /// <summary>Before work is handed over, so that nothing changes files meanwhile.</summary>
    public Task StopAll()
    {
        lock (started)
        {
            return Task.WhenAll(started.Values.Select(command => command.Stop()));
        }
    }
}
