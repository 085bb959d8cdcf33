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

    private RepositoryKnowledge? _knowledge;
    private int _fetches;

    private RunSession(Workspace workspace) => Processes = new Processes(workspace);

    public KeptOutputs Outputs { get; } = new();

    public Processes Processes { get; }

    /// <summary>Null until it is read for the first time.</summary>
    public RepositoryKnowledge? Knowledge => _knowledge;

    /// <summary>Hashes of the servers' tools as the run was told of them; null until one is called.</summary>
    public IReadOnlyDictionary<string, string>? McpPins { get; set; }

    /// <summary>Of calls at once that read it for the first time all go on with one: it remembers what the run was told.</summary>
    public RepositoryKnowledge Keep(RepositoryKnowledge read) => Interlocked.CompareExchange(ref _knowledge, read, null) ?? read;

    /// <summary>How often it fetched from the web, with this time.</summary>
    public int CountFetch() => Interlocked.Increment(ref _fetches);

    public McpSlot McpServer(string name) => _mcp.GetOrAdd(name, _ => new McpSlot());

    public static RunSession Of(Workspace workspace) => Open.GetValue(workspace, static opened => new RunSession(opened));
}
