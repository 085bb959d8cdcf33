using System.Text;
using Factory.Contracts.Runs;
using Factory.Router.Dialects;

namespace Factory.Router.Protocols;

/// <summary>Why a model stopped.</summary>
internal enum Stop
{
    /// <summary>The provider has not said; a stream that ends so was cut.</summary>
    Unknown = 0,

    Done = 1,

    /// <summary>The answer was as long as it may be.</summary>
    TooLong = 2,

    /// <summary>The model, or a filter of the provider, would not go on.</summary>
    Refused = 3,

    /// <summary>Input and answer together fill the context.</summary>
    ContextFull = 4,
}

/// <summary>An answer while it comes in, whole or in pieces of any order.</summary>
internal sealed class AnswerDraft
{
    private readonly StringBuilder text = new();
    private readonly StringBuilder refusal = new();
    private readonly List<CallDraft> calls = [];

    /// <summary>Called when something of the answer has come; null where nobody waits for that.</summary>
    public Action? Began { get; init; }

    public Stop Stop { get; set; }

    /// <summary>Whether the provider said that nothing more comes.</summary>
    public bool Ended { get; set; }

    /// <summary>Whether it came in pieces.</summary>
    public bool Streamed { get; set; }

    /// <summary>As the provider counts, so far; null where it does not say.</summary>
    public long? InputTokens { get; set; }

    public long? OutputTokens { get; set; }

    public long CachedTokens { get; set; }

    public long CacheWriteTokens { get; set; }

    public string Refusal => refusal.ToString();

    /// <summary>Letters that came in so far, thoughts included: for what a provider does not count.</summary>
    public long Letters { get; private set; }

    public IReadOnlyList<CallDraft> Calls => calls;

    public void AddText(string? more)
    {
        text.Append(more);
        Count(more);
    }

    /// <summary>What the model thinks is paid for, and kept nowhere.</summary>
    public void AddThought(string? more) => Count(more);

    public void AddRefusal(string? more)
    {
        refusal.Append(more);
        Count(more);
    }

    public void Count(string? more) => Letters += more?.Length ?? 0;

    /// <summary>The call at a position, begun where there is none.</summary>
    public CallDraft Call(long position) => calls.Find(call => call.Position == position) ?? NewCall(position);

    /// <summary>One more call, whichever others there are at its position.</summary>
    public CallDraft NewCall(long position)
    {
        calls.Add(new CallDraft(position, this));
        return calls[^1];
    }

    public Said Said() => new(
        text.Length > 0 ? text.ToString() : refusal.ToString(), [.. calls.OrderBy(call => call.Position).Select(call => new SaidCall(call.Tool, call.Arguments))], Stop is Stop.TooLong or Stop.ContextFull);

    /// <summary>What is not counted is estimated, never taken for free.</summary>
    public Usage Usage(long estimatedInput, Func<long, long> tokensOf) =>
        new(InputTokens ?? estimatedInput, CachedTokens, OutputTokens ?? tokensOf(Letters), InputTokens is null || OutputTokens is null) { CacheWriteTokens = CacheWriteTokens };
}

/// <summary>A call while it comes in.</summary>
/// <param name="position">Where the provider says that it stands in the answer; pieces may come in another order.</param>
internal sealed class CallDraft(long position, AnswerDraft answer)
{
    private readonly StringBuilder arguments = new();

    public long Position => position;

    /// <summary>The provider's id, where it gave one.</summary>
    public string? Id { get; set; }

    public string Tool { get; private set; } = "";

    public string Arguments => arguments.ToString();

    /// <summary>Some servers repeat the name in every piece.</summary>
    public void Named(string? name)
    {
        if (Tool.Length == 0)
            Tool = name ?? "";
    }

    public void AddArguments(string? more)
    {
        arguments.Append(more);
        answer.Count(more);
    }

    /// <summary>The whole of them, in place of what came in pieces.</summary>
    public void SetArguments(string whole)
    {
        arguments.Clear();
        arguments.Append(whole);
    }
}
