using System.Text.Json;
using Factory.Workspaces.Files;

namespace Factory.Droids.Tools;

/// <summary>Changes files: one change, or several as one.</summary>
internal sealed class EditTool : ITool
{
    private const int MostEdits = 100;

    public string Name => ToolCatalog.Edit;

    public bool Writes => true;

    public Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var several = arguments.Items("edits");
        if (several.Count > MostEdits)
            throw new ToolRefused($"At most {MostEdits} edits are made in one call.");
        var edits = several.Count == 0 ? [Edit(arguments)] : several.Select(Edit).ToList();
        return Task.FromResult(new ToolOutcome(string.Join('\n', context.Workspace.Files.Edit(edits))));
    }

    private static FileEdit Edit(JsonElement edit) => edit.Text("operation") switch
    {
        "replace" => new FileEdit(EditKind.Replace, edit.Text("path"), edit.Text("oldText"), edit.Text("newText")),
        "create" => new FileEdit(EditKind.Create, edit.Text("path"), NewText: edit.Text("newText")),
        "move" => new FileEdit(EditKind.Move, edit.Text("path"), NewPath: edit.Text("newPath")),
        "delete" => new FileEdit(EditKind.Delete, edit.Text("path")),
        _ => throw new ToolRefused("The argument 'operation' takes replace, create, move or delete."),
    };
}
