using System.Text.Json;

namespace Factory.Droids.Tools;

/// <summary>What a droid can do in its workspace. One class a tool.</summary>
internal interface ITool
{
    /// <summary>One of <see cref="ToolCatalog"/>'s names.</summary>
    string Name { get; }

    /// <summary>Whether it may change files, so that the workspace is checkpointed after it. What does not runs beside others like it.</summary>
    bool Writes { get; }

    /// <summary>Runs a call.</summary>
    /// <exception cref="ToolRefused">The model asked for what cannot be; it is told the message.</exception>
    Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct);
}

/// <summary>What comes back to the model.</summary>
/// <param name="Text">Compact, with line numbers and counts, and what was cut. Longer than <see cref="Shown"/> it is cut in the middle, and kept whole.</param>
internal sealed record ToolOutcome(string Text, bool IsError = false)
{
    /// <summary>Characters of <see cref="Text"/> that the model is shown at most.</summary>
    public int Shown { get; init; } = TurnRunner.MostCharacters;

    /// <summary>A last line below the text that is never cut; null for none.</summary>
    public string? Ending { get; init; }

    /// <summary>What is kept beside the text, such as a log; null for nothing.</summary>
    public ReadOnlyMemory<byte>? Log { get; init; }

    /// <summary>Whose words these are, where they are quoted: what was cut is quoted like that again when it is asked for. Null for the workspace's own.</summary>
    public string? Origin { get; init; }

    /// <summary>What a person is asked; null for nothing.</summary>
    public string? Question { get; init; }

    /// <summary>What the result tells of the repository's own rules, each as it is said again when the result is no longer shown.</summary>
    public IReadOnlyList<string> Guidance { get; init; } = [];

    /// <summary>The role that the skill names which was shown; null for none.</summary>
    public string? SkillRole { get; init; }
}

/// <summary>A call that cannot be done as asked. The message goes to the model: what was wrong and what to do.</summary>
internal sealed class ToolRefused(string message) : Exception(message);
