using Factory.Contracts.Transcripts;

namespace Factory.Router.Mechanic;

/// <summary>A whole transcript as text: what the mechanic decides from.</summary>
/// <param name="Prompt">Rules of the role.</param>
/// <param name="Task">What is asked for.</param>
/// <param name="Turns">What was said and seen so far, in order.</param>
internal sealed record Conversation(string Role, string Prompt, string Task, IReadOnlyList<Exchange> Turns, IReadOnlyList<string> Tools)
{
    /// <summary>The number of the turn that is asked for.</summary>
    public int Turn => Turns.Count + 1;
}

/// <summary>One answer and what its calls gave.</summary>
internal sealed record Exchange(Answer Answer, IReadOnlyList<ToolResult> Results)
{
    /// <summary>The result of the first call of a tool, or null.</summary>
    public ToolResult? Of(string tool) => Results.FirstOrDefault(result => result.Tool == tool);
}
