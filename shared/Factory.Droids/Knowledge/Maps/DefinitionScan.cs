using System.Text.RegularExpressions;

namespace Factory.Droids.Knowledge.Maps;

/// <summary>
/// Finds definitions line by line. It knows how they begin and no grammar: enough for a map, and nothing that a hostile file could make slow. The engine works in linear time; files, lines and
/// finds are bounded.
/// </summary>
public static class DefinitionScan
{
    private const int LongestLine = 300;
    private const int LongestText = 120;
    private const int MostInFile = 400;
    private const string CSharpWords = "public|internal|protected|private|static|sealed|abstract|partial|readonly|file|ref|unsafe|virtual|override|async|extern|new|required";

    private static readonly Dictionary<string, Regex> Languages = new(StringComparer.OrdinalIgnoreCase);

    static DefinitionScan()
    {
        Add($@"^\s*(?:(?:{CSharpWords})\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+\w+)\s+(?<name>\w+)|^\s*(?:(?:{CSharpWords})\s+)+[\w<>\[\],.?]+(?:\s[\w<>\[\],.?]+)*\s+(?<name>\w+)\s*(?:<[^>]*>)?\(", ".cs");
        Add(@"^\s*(?:async\s+)?(?:def|class)\s+(?<name>\w+)", ".py", ".pyi");
        Add(@"^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\*?|class|interface|enum|type|namespace)\s+(?<name>[\w$]+)|^\s*(?:export\s+)?(?:const|let|var)\s+(?<name>[\w$]+)(?:\s*:[^=]+)?\s*=\s*(?:async\s*)?(?:function\b|\([^)]*\)\s*(?::[^=]+)?=>|\w+\s*=>)",
            ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".mts");
        Add(@"^(?:func(?:\s*\([^)]*\))?|type)\s+(?<name>\w+)", ".go");
        Add(@"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:async|unsafe|const|extern)\s+)*(?:fn|struct|enum|trait|mod|macro_rules!)\s+(?<name>\w+)", ".rs");
        Add(@"^\s*(?:def|class|module)\s+(?<name>[\w.:?!=]+)", ".rb");
        Add(@"^\s*(?:(?:abstract|final|public|private|protected|static|readonly)\s+)*(?:function|class|interface|trait|enum)\s+&?(?<name>\w+)", ".php");
        Add(@"^\s*(?:(?:public|private|protected|internal|static|final|abstract|open|sealed|data|inner|override|suspend|inline|default|synchronized|fileprivate|mutating)\s+)*(?:class|interface|enum|object|record|fun|func|struct|protocol|extension|trait|def)\s+(?<name>\w+)|^\s+(?:(?:public|private|protected|static|final|abstract|synchronized|default)\s+)+[\w<>\[\],.?]+(?:\s[\w<>\[\],.?]+)*\s+(?<name>\w+)\s*\(",
            ".java", ".kt", ".kts", ".swift", ".scala");
        Add(@"^(?:class|struct|union|namespace|enum(?:\s+class)?)\s+(?<name>\w+)|^[A-Za-z_][\w:<>,~*&]*(?:\s+[\w:<>,~*&]+)*[\s*&]+(?<name>[A-Za-z_~]\w*(?:::~?\w+)*)\s*\([^;]*$", ".c", ".h", ".cc", ".cpp", ".cxx", ".hpp");
        Add(@"^\s*(?:function\s+(?<name>[\w-]+)|(?<name>[\w-]+)\s*\(\))\s*(?:\(\))?\s*\{?", ".sh", ".bash");
    }

    /// <summary>Whether the file is of a language whose definitions are known.</summary>
    public static bool Knows(string path) => Languages.ContainsKey(Path.GetExtension(path));

    /// <summary>The definitions of a file, in order of line; none where its language is not known.</summary>
    public static IReadOnlyList<Definition> Of(string path, string text)
    {
        var found = new List<Definition>();
        if (!Languages.TryGetValue(Path.GetExtension(path), out var pattern))
            return found;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.Length is 0 or > LongestLine || !pattern.IsMatch(line))
                continue;
            var shown = line.Trim();
            found.Add(new Definition(pattern.Match(line.ToString()).Groups["name"].Value, number, shown[..Math.Min(shown.Length, LongestText)].ToString()));
            if (found.Count == MostInFile)
                break;
        }

        return found;
    }

    private static void Add(string pattern, params string[] extensions)
    {
        var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        foreach (var extension in extensions)
            Languages.Add(extension, regex);
    }
}
