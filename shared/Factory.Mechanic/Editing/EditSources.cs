using Factory.Mechanic.CSharp;
using Factory.Mechanic.JavaScript;
using Factory.Mechanic.Localising;

namespace Factory.Mechanic.Editing;

/// <summary>Thinks of edits of one file.</summary>
/// <param name="path">Relative to the checkout.</param>
/// <param name="lines">Lines that matter; null for all.</param>
/// <param name="told">Literals that the report tells.</param>
internal delegate IReadOnlyList<Edit> EditSource(string path, byte[] content, IReadOnlySet<int>? lines, Told told);

/// <summary>Which source of edits knows a file, by its name.</summary>
internal static class EditSources
{
    private static readonly EditSource JavaScript = JsEdits.Of;
    private static readonly EditSource CSharp = CSharpEdits.Of;

    public static EditSource? For(string path) => Path.GetExtension(path) switch
    {
        ".js" or ".mjs" or ".cjs" => JavaScript,
        ".cs" => CSharp,
        _ => null,
    };
}
