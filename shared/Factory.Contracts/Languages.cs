namespace Factory.Contracts.Repositories;

/// <summary>The languages that a repository may be said to be in, by the endings of its source files.</summary>
public static class Languages
{
    private static readonly Dictionary<string, string> ByEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        ["c"] = "c", ["h"] = "c", ["cc"] = "cpp", ["cpp"] = "cpp", ["cxx"] = "cpp", ["hpp"] = "cpp", ["hh"] = "cpp", ["cs"] = "csharp", ["fs"] = "fsharp", ["vb"] = "visual-basic",
        ["go"] = "go", ["rs"] = "rust", ["java"] = "java", ["kt"] = "kotlin", ["kts"] = "kotlin", ["scala"] = "scala", ["swift"] = "swift", ["m"] = "objective-c", ["py"] = "python",
        ["rb"] = "ruby", ["php"] = "php", ["pl"] = "perl", ["pm"] = "perl", ["js"] = "javascript", ["mjs"] = "javascript", ["cjs"] = "javascript", ["jsx"] = "javascript",
        ["ts"] = "typescript", ["tsx"] = "typescript", ["mts"] = "typescript", ["cts"] = "typescript", ["dart"] = "dart", ["ex"] = "elixir", ["exs"] = "elixir", ["erl"] = "erlang",
        ["hs"] = "haskell", ["lua"] = "lua", ["r"] = "r", ["jl"] = "julia", ["clj"] = "clojure", ["cob"] = "cobol", ["cbl"] = "cobol", ["f90"] = "fortran", ["sh"] = "shell",
        ["bash"] = "shell", ["sql"] = "sql", ["zig"] = "zig",
    };

    /// <summary>All of them, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByEnding.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The language of a source file; null for what is none.</summary>
    /// <param name="path">Its path or name.</param>
    public static string? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var dot = path.LastIndexOf('.');
        return dot >= 0 && dot > path.LastIndexOf('/') && ByEnding.TryGetValue(path[(dot + 1)..], out var name) ? name : null;
    }
}
