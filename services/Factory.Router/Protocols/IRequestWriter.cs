using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;

namespace Factory.Router.Protocols;

/// <summary>Who said something.</summary>
internal enum Speaker
{
    /// <summary>The role's rules: the system prompt, always first.</summary>
    Rules = 1,

    User = 2,

    Assistant = 3,
}

/// <summary>
/// A protocol's words for a request. The body is the head, the rules, what is between, then all others separated by commas, and the tail; each part stands for
/// itself, so that it can be rendered once and written as it is needed.
/// </summary>
internal interface IRequestWriter
{
    WireFormat Format { get; }

    ReadOnlyMemory<byte> AfterRules { get; }

    ReadOnlyMemory<byte> Tail { get; }

    byte[] Head(RequestHead head);

    /// <summary>The tools as the protocol's JSON array.</summary>
    byte[] Tools(IEnumerable<ToolDefinition> tools);

    byte[] Words(Speaker by, string text);

    /// <summary>An answer and what its calls gave, with tools as the protocol has them.</summary>
    byte[] Turn(Answer answer, IReadOnlyList<ToolResult> results);

    /// <summary>Rules with more words at their end; <paramref name="rules"/> were rendered by this writer.</summary>
    byte[] RulesWith(byte[] rules, string more);

    /// <summary>The same part, marked as the end of what the provider is to keep in its cache; as it is where the protocol needs no mark.</summary>
    ReadOnlyMemory<byte> Marked(byte[] part);
}
