using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;

namespace Factory.Droids.Tools;

/// <summary>What came of a turn's calls.</summary>
/// <param name="Finished">Set when finish was called and accepted.</param>
/// <param name="Wrote">Whether a tool ran that may have changed files.</param>
/// <param name="Wholes">Whole outputs that results refer to and that are still to be stored.</param>
internal sealed record TurnResults(IReadOnlyList<ToolResult> Results, Completion? Finished, bool Wrote, string Fingerprint, IReadOnlyList<ReadOnlyMemory<byte>> Wholes)
{
    /// <summary>Hash of the errors among the results; null for none.</summary>
    public string? Errors { get; init; }

    /// <summary>Calls of tools that are not there, or whose arguments are no JSON object.</summary>
    public int Malformed { get; init; }

    /// <summary>What the droid asks a person; null for nothing.</summary>
    public string? Question { get; init; }

    /// <summary>What was told of the repository's own rules, each by itself.</summary>
    public IReadOnlyList<string> Guidance { get; init; } = [];

    /// <summary>The role that the skill names which was loaded last; null for none.</summary>
    public string? SkillRole { get; init; }

    /// <summary>The same with a note for the model below the last result.</summary>
    public TurnResults WithNote(string note) => this with { Results = [.. Results.SkipLast(1), Results[^1] with { Text = $"{Results[^1].Text}\n{note}" }] };
}
