using System.Text.Json;

namespace Factory.Droids.Tools;

/// <summary>The repository's history, to read: which commits changed a file, what a commit did, and why a line is as it is.</summary>
internal sealed class LogTool : ITool
{
    private const int DefaultCount = 20;
    private const int MostCount = 100;
    private const int MostLines = 200;

    public string Name => ToolCatalog.Log;

    public bool Writes => false;

    public async Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var (commits, path) = (context.Workspace.Commits, arguments.OptionalText("path"));
        if (arguments.OptionalText("commit") is { } commit)
            return new ToolOutcome(await commits.Show(commit, ct));
        if (arguments.OptionalNumber("firstLine", 1, int.MaxValue - MostLines) is { } first)
        {
            var last = arguments.OptionalNumber("lastLine", first, first + MostLines - 1) ?? first;
            return new ToolOutcome(await commits.Blame(path ?? throw new ToolRefused("Lines are those of a file: give its path, too."), first, last, ct));
        }

        var count = arguments.OptionalNumber("count", 1, MostCount) ?? DefaultCount;
        var log = await commits.Log(path, count, ct);
        return new ToolOutcome(log.Length == 0 ? "[no commit changed this path: it is new, or was never there]" : $"{log}[at most {count} commits; commit=ID shows one]");
    }
}
