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
        if (context.Spec?.Since is { } since)
            return await SinceThen(context, since, ct);
        var diff = await context.Workspace.Diff(context.Spec?.Before?.Commit ?? context.Workspace.BaseCommit, null, MostCharacters, ct);
        return Show(diff);
    }

    /// <summary>What was deployed or merged, with what the droid changed since.</summary>
    private static async Task<ToolOutcome> SinceThen(ToolContext context, string since, CancellationToken ct) =>
        await context.Workspace.Commits.Find(since, ct) is { } known
            ? Show(await context.Workspace.Diff(known, null, MostCharacters, ct))
            : new ToolOutcome($"The commit {since} is not in the history of {context.Workspace.BaseCommit}: what changed since cannot be shown. Use log.", IsError: true);

    private static ToolOutcome Show(string diff) => new(diff.Length == 0 ? "[nothing is changed]" : diff);
}
