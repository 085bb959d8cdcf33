using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Factory.Droids.Knowledge;
using Factory.Workspaces;

namespace Factory.Droids.Sessions;

/// <summary>What a computer remembers of a run between its turns, for as long as it holds the run's workspace. On another computer it begins anew, and tools say so.</summary>
internal sealed class RunSession
{
    private static readonly ConditionalWeakTable<Workspace, RunSession> Open = [];

    private readonly ConcurrentDictionary<string, McpSlot> _mcp = new(StringComparer.Ordinal);

    private int _fetches;

    private RunSession(Workspace workspace) => Processes = new Processes(workspace);

    public KeptOutputs Outputs { get; } = new();

    public Processes Processes { get; }

    /// <summary>Null until it is read for the first time.</summary>
    public RepositoryKnowledge? Knowledge { get; set; }

    /// <summary>Hashes of the servers' tools as the run was told of them; null until one is called.</summary>
    public IReadOnlyDictionary<string, string>? McpPins { get; set; }

    /// <summary>How often it fetched from the web, with this time.</summary>
    public int CountFetch() => Interlocked.Increment(ref _fetches);

    public McpSlot McpServer(string name) => _mcp.GetOrAdd(name, _ => new McpSlot());

    public static RunSession Of(Workspace workspace) => Open.GetValue(workspace, static opened => new RunSession(opened));
}
