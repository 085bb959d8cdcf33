using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Runs;
using Factory.Droids.Tools;
using Factory.Messaging;
using Factory.Messaging.Leases;

namespace Factory.Droids.Roles;

/// <summary>What a droid of one role may do, how its orders become runs, and how its results become answers.</summary>
public abstract class DroidRole
{
    private PromptFile? _prompt;

    /// <summary>One of <see cref="RoleNames"/>; models are cast by it.</summary>
    public abstract string Name { get; }

    /// <summary>The service that hosts this role's runs and workspaces.</summary>
    public virtual string Service => Name;

    /// <summary>Names from <see cref="ToolCatalog"/>.</summary>
    public abstract IReadOnlyList<string> Tools { get; }

    /// <summary>The role's rules: the file <c>Prompts/&lt;name&gt;.md</c> beside it, with <c>{{rules}}</c> (what holds for all roles) filled in.</summary>
    /// <exception cref="InvalidOperationException">The file is missing or broken; seen when the host starts.</exception>
    public PromptFile Prompt => _prompt ??= PromptFile.Load(GetType().Assembly, Name, Inserts(("rules", SharedRules.Text)));

    private PromptFile SharedRules => PromptFile.Load(typeof(DroidRole).Assembly, "rules", Inserts(("tools", string.Join(", ", Offered.Select(tool => $"`{tool}`")))));

    private static Dictionary<string, string> Inserts((string Name, string Text) insert) => new(StringComparer.Ordinal) { [insert.Name] = insert.Text };

    /// <summary>The tools that its models are shown: its own, <c>mcp</c> where the operator allows it a server, and <c>fetch</c> where the operator allows it a host.</summary>
    internal IReadOnlyList<string> Offered => [.. Tools, .. HasServers ? [ToolCatalog.Mcp] : (string[])[], .. HasWeb ? [ToolCatalog.Fetch] : (string[])[]];

    /// <summary>Whether the operator allows the role a server; set when the role is made.</summary>
    internal bool HasServers { get; set; }

    /// <summary>Whether the operator allows the role a host of the web; set when the role is made.</summary>
    internal bool HasWeb { get; set; }

    internal abstract Task<Completion> CompleteWork(ReadOnlyMemory<byte> order, object result, ToolContext tools, CancellationToken ct);

    internal abstract void Answer(ReadOnlyMemory<byte> order, RunReport report, ReadOnlyMemory<byte>? result, HeartTransaction heart);
}

/// <summary>What becomes of a finish: the result as it is recorded and the commit, or the problem that the droid is told instead.</summary>
/// <param name="Problem">Why finishing is refused, as a sentence for the model; null when it is accepted.</param>
public sealed record Completion(object Result, CommittedWork? Commit = null, string? Problem = null);

/// <param name="Pack">Thin pack that holds <paramref name="Commit"/> above <paramref name="BaseCommit"/>.</param>
public sealed record CommittedWork(string BaseCommit, string Commit, ReadOnlyMemory<byte> Pack);

/// <summary>A role with its own order and result.</summary>
/// <typeparam name="TOrder">The command that a run serves.</typeparam>
/// <typeparam name="TResult">What finish takes, see <see cref="Finishing"/>.</typeparam>
public abstract class DroidRole<TOrder, TResult> : DroidRole
    where TOrder : class
    where TResult : class
{
    /// <summary>Makes the run that serves an order. The run's id must follow from the order, so that a repeated order finds the same run.</summary>
    public abstract Task<StartRun> Start(TOrder order, HeartTransaction heart, CancellationToken ct);

    /// <summary>Sends the answer to whoever gave the order.</summary>
    /// <param name="result">Null when the run did not complete.</param>
    protected abstract void Answer(TOrder order, RunReport report, TResult? result, HeartTransaction heart);

    /// <summary>Runs on the computer when the droid calls finish: checks and completes what it hands over, and commits where the role writes.</summary>
    protected virtual Task<Completion> Complete(TOrder order, TResult result, ToolContext tools, CancellationToken ct) => Task.FromResult(new Completion(result));

    /// <summary>Stores an order as the blob that a run carries.</summary>
    protected static BlobRef Store(string team, TOrder order, HeartTransaction heart) => heart.Put(team, JsonSerializer.SerializeToUtf8Bytes(order, DroidJson.Options), "application/json");

    /// <summary>Stores text as a blob.</summary>
    protected static BlobRef StoreText(string team, string text, HeartTransaction heart) => heart.Put(team, System.Text.Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    /// <summary>The change that a finished run made.</summary>
    protected static Change? ChangeOf(RunReport report) => report.Finish?.Change;

    internal sealed override Task<Completion> CompleteWork(ReadOnlyMemory<byte> order, object result, ToolContext tools, CancellationToken ct) =>
        Complete(Parse<TOrder>(order), (TResult)result, tools, ct);

    internal sealed override void Answer(ReadOnlyMemory<byte> order, RunReport report, ReadOnlyMemory<byte>? result, HeartTransaction heart) =>
        Answer(Parse<TOrder>(order), report, result is { } json ? Parse<TResult>(json) : null, heart);

    private static T Parse<T>(ReadOnlyMemory<byte> json) => JsonSerializer.Deserialize<T>(json.Span, DroidJson.Options) ?? throw new JsonException($"an empty {typeof(T).Name}");
}
