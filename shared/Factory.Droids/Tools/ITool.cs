using System.Text.Json;

namespace Factory.Droids.Tools;

/// <summary>What a droid can do in its workspace. One class a tool.</summary>
internal interface ITool
{
    /// <summary>One of <see cref="ToolCatalog"/>'s names.</summary>
    string Name { get; }

    /// <summary>Whether it may change files, so that the workspace is checkpointed after it.</summary>
    bool Writes { get; }

    /// <summary>Runs a call.</summary>
    /// <exception cref="ToolRefused">The model asked for what cannot be; it is told the message.</exception>
    Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct);
}

/// <summary>What comes back to the model.</summary>
/// <param name="Text">Compact, with line numbers and counts, and what was cut.</param>
/// <param name="Whole">The whole output where <paramref name="Text"/> is cut.</param>
internal sealed record ToolOutcome(string Text, bool IsError = false, ReadOnlyMemory<byte>? Whole = null);

/// <summary>A call that cannot be done as asked. The message goes to the model: what was wrong and what to do.</summary>
internal sealed class ToolRefused(string message) : Exception(message);
