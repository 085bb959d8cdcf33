using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Factory.Droids.Tools;

internal sealed class ReadTool : ITool
{
    private const int MostLines = 2_000;

    public string Name => ToolCatalog.Read;

    public bool Writes => false;

    public Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var first = arguments.OptionalNumber("firstLine", 1, int.MaxValue) ?? 1;
        var last = arguments.OptionalNumber("lastLine", first, int.MaxValue) ?? int.MaxValue;
        var lines = (int)Math.Min(MostLines, (long)last - first + 1);
        var file = context.Workspace.Files.Read(arguments.Text("path"), first, lines);
        var shown = new StringBuilder();
        var number = file.FirstLine;
        foreach (var line in file.Text.AsSpan().EnumerateLines())
        {
            if (number > file.TotalLines)
                break;
            shown.Append(CultureInfo.InvariantCulture, $"{number++,6}  ").Append(line).Append('\n');
        }

        if (number <= Math.Min(last, file.TotalLines))
            shown.Append(CultureInfo.InvariantCulture, $"[cut: lines {number} to {file.TotalLines} are not shown; give firstLine and lastLine]\n");
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
    public string Name => ToolCatalog.Search;

    public bool Writes => false;

    public Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var found = context.Workspace.Files.Search(arguments.Text("pattern"), regex: true, arguments.OptionalText("glob") ?? "**");
        var lines = found.Hits.Select(hit => $"{hit.Path}:{hit.Line}: {hit.Text}");
        var note = found.Cut ? $"\n[cut after {found.Hits.Count} hits; narrow the pattern or the glob]" : $"\n[{found.Hits.Count} hits]";
        return Task.FromResult(new ToolOutcome(string.Join('\n', lines) + note));
    }
}

internal sealed class EditTool : ITool
{
    public string Name => ToolCatalog.Edit;

    public bool Writes => true;

    public Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var (files, path) = (context.Workspace.Files, arguments.Text("path"));
        switch (arguments.Text("operation"))
        {
            case "replace":
                files.Replace(path, arguments.Text("oldText"), arguments.Text("newText"));
                return Task.FromResult(new ToolOutcome($"{path}: replaced"));
            case "create":
                files.Create(path, arguments.Text("newText"));
                return Task.FromResult(new ToolOutcome($"{path}: created"));
            case "delete":
                files.Delete(path);
                return Task.FromResult(new ToolOutcome($"{path}: deleted"));
            default:
                throw new ToolRefused("The argument 'operation' takes replace, create or delete.");
        }
    }
}
