using System.Text.Json;

namespace Factory.Droids.Tools;

/// <summary>Everything that the workspace changes against its base; in a review, what the feature changes against what was in before it.</summary>
internal sealed class DiffTool : ITool
{
    private const int MostCharacters = 2_000_000;

    public string Name => ToolCatalog.Diff;

    public bool Writes => false;

    public async Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var diff = await context.Workspace.Diff(context.Spec?.Before?.Commit ?? context.Workspace.BaseCommit, null, MostCharacters, ct);
        return new ToolOutcome(diff.Length == 0 ? "[nothing is changed]" : diff);
    }
}
