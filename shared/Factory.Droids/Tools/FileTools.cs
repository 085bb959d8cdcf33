using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Factory.Droids.Tools;

internal sealed class ReadTool : ITool
{
    private const int MostLines = 2_000;
    private const int MostCharacters = 30_000;
    private const int LongestLine = 2_000;

    public string Name => ToolCatalog.Read;

    public bool Writes => false;

    public Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var first = arguments.OptionalNumber("firstLine", 1, int.MaxValue) ?? 1;
        var last = arguments.OptionalNumber("lastLine", first, int.MaxValue) ?? int.MaxValue;
        var file = context.Workspace.Files.Read(arguments.Text("path"), first, (int)Math.Min(MostLines, (long)last - first + 1));
        var shown = new StringBuilder();
        var number = file.FirstLine;
        foreach (var line in (file.Text.EndsWith('\n') ? file.Text.AsSpan()[..^1] : file.Text).TrimStart('\uFEFF').EnumerateLines())
        {
            if (number > file.TotalLines || shown.Length > MostCharacters)
                break;
            shown.Append(CultureInfo.InvariantCulture, $"{number++,6}  ").Append(line[..Math.Min(line.Length, LongestLine)]);
            if (line.Length > LongestLine)
                shown.Append(CultureInfo.InvariantCulture, $" […{line.Length - LongestLine} more characters in this line]");
            shown.Append('\n');
        }

        if (number <= Math.Min(last, file.TotalLines))
            shown.Append(CultureInfo.InvariantCulture, $"[cut: lines {number} to {file.TotalLines} are not shown; give firstLine and lastLine]\n");
        else if (number <= file.TotalLines || file.FirstLine > 1)
            shown.Append(CultureInfo.InvariantCulture, $"[lines {file.FirstLine} to {number - 1} of {file.TotalLines}]\n");
        return Task.FromResult(new ToolOutcome(shown.Length == 0 ? "[the file is empty]" : shown.ToString()));
    }
}

internal sealed class ListTool : ITool
{
    public string Name => ToolCatalog.List;

    public bool Writes => false;

    public Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var files = context.Workspace.Files.List(arguments.OptionalText("glob") ?? "**");
        var note = files.Cut ? $"\n[cut after {files.Paths.Count} files; narrow the glob]" : $"\n[{files.Paths.Count} files]";
        return Task.FromResult(new ToolOutcome(string.Join('\n', files.Paths) + note));
    }
}

internal sealed class SearchTool : ITool
{
    private const int Shown = 100;

    public string Name => ToolCatalog.Search;

    public bool Writes => false;

    public async Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var found = await context.Workspace.Search(arguments.Text("pattern"), arguments.OptionalText("glob") ?? "**", Shown, ct);
        var text = new StringBuilder();
        foreach (var hit in found.Hits)
            text.Append(CultureInfo.InvariantCulture, $"{hit.Path}:{hit.Line}: {hit.Text}\n");
        var files = found.Hits.Select(hit => hit.Path).Distinct(StringComparer.Ordinal).Count();
        text.Append(found.Cut
            ? $"[cut: the first {found.Hits.Count} of {(found.Total is { } total ? total : "more")} hits, in {files} files; narrow the pattern or the glob]"
            : $"[{found.Hits.Count} hits in {files} files{(found is { WithoutIgnored: true, Hits.Count: 0 } ? "; files that .gitignore names are searched when the glob names them" : "")}]");
        return new ToolOutcome(text.ToString());
    }
}
