using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.Router.Protocols;

namespace Factory.Router.Dialects;

/// <summary>How a model is told of tools, calls them and sees their results: the same transcript for each, rendered in its own words.</summary>
internal interface IDialect
{
    Casting.Dialect Kind { get; }

    /// <summary>What is added to the rules; null where the protocol itself carries the tools.</summary>
    /// <param name="mark">A few letters that only this run has, so that nothing from a repository can look like a call.</param>
    string? Instructions(IReadOnlyList<ToolDefinition> tools, string mark);

    /// <summary>A turn of the transcript in the words of this dialect.</summary>
    byte[] Turn(IRequestWriter wire, Answer answer, IReadOnlyList<ToolResult> results, string mark);

    /// <summary>An answer whose calls cannot be read, and what is wrong with them: what follows the transcript when the model is asked once more.</summary>
    byte[] Refused(IRequestWriter wire, Said said, Understood understood);

    /// <summary>The calls of an answer.</summary>
    Understood Understand(Said said, IReadOnlyList<ToolDefinition> tools, string mark);
}

/// <summary>What a model said, before it is understood.</summary>
/// <param name="Calls">As the protocol carried them.</param>
/// <param name="Cut">Whether it ended because it was as long as it may be.</param>
internal sealed record Said(string Text, IReadOnlyList<SaidCall> Calls, bool Cut);

/// <param name="Arguments">As the model wrote them.</param>
internal sealed record SaidCall(string Tool, string Arguments);

/// <param name="Calls">Those that can be read; one that cannot is here as it was written.</param>
/// <param name="Wrong">What is to be told the model about calls that cannot be read; null when all can.</param>
internal sealed record Understood(string Text, IReadOnlyList<SaidCall> Calls, string? Wrong);
