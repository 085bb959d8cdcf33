namespace Factory.Mechanic.CSharp;

/// <summary>What people mix up in C#, and how often.</summary>
internal static class CSharpOperators
{
    private static readonly Dictionary<string, (string, double)[]> Table = new(StringComparer.Ordinal)
    {
        ["<"] = [("<=", 1.0), (">", 0.5), (">=", 0.4), ("==", 0.1)],
        ["<="] = [("<", 1.0), (">=", 0.5), (">", 0.4), ("==", 0.1)],
        [">"] = [(">=", 1.0), ("<", 0.5), ("<=", 0.4), ("==", 0.1)],
        [">="] = [(">", 1.0), ("<=", 0.5), ("<", 0.4), ("==", 0.1)],
        ["=="] = [("!=", 0.7), (">=", 0.25), ("<=", 0.25)],
        ["!="] = [("==", 0.7), (">", 0.15), ("<", 0.15)],
        ["+"] = [("-", 0.5), ("*", 0.25)],
        ["-"] = [("+", 0.5)],
        ["*"] = [("/", 0.4), ("+", 0.35), ("-", 0.1)],
        ["/"] = [("*", 0.5), ("%", 0.35)],
        ["%"] = [("/", 0.4)],
        ["&&"] = [("||", 0.7)],
        ["||"] = [("&&", 0.7)],
        ["&"] = [("|", 0.5)],
        ["|"] = [("&", 0.5)],
        ["<<"] = [(">>", 0.5)],
        [">>"] = [("<<", 0.5)],
        ["+="] = [("-=", 0.7), ("=", 0.3)],
        ["-="] = [("+=", 0.7), ("=", 0.3)],
        ["*="] = [("/=", 0.4), ("+=", 0.4)],
        ["/="] = [("*=", 0.4)],
        ["="] = [("+=", 0.2), ("-=", 0.1)],
    };

    private static readonly string[][] Pairs =
    [
        ["Min", "Max"], ["Floor", "Ceiling", "Round", "Truncate"], ["Any", "All"], ["First", "Last", "Single"], ["FirstOrDefault", "LastOrDefault"], ["IndexOf", "LastIndexOf"],
        ["StartsWith", "EndsWith", "Contains"], ["Trim", "TrimStart", "TrimEnd"], ["ToUpper", "ToLower"], ["ToUpperInvariant", "ToLowerInvariant"], ["OrderBy", "OrderByDescending"],
        ["ThenBy", "ThenByDescending"], ["Take", "Skip"], ["TakeWhile", "SkipWhile"], ["Add", "Remove"], ["Union", "Intersect", "Except"], ["Keys", "Values"], ["Enqueue", "Push"],
        ["IsNullOrEmpty", "IsNullOrWhiteSpace"], ["PadLeft", "PadRight"], ["Peek", "Pop"], ["Append", "Prepend"], ["MinBy", "MaxBy"], ["AddDays", "AddMonths"], ["Sum", "Count"], ["TotalMinutes", "Minutes"],
        ["TotalHours", "Hours"], ["TotalDays", "Days"], ["TotalSeconds", "Seconds"], ["IsLetter", "IsDigit", "IsLetterOrDigit"], ["MinValue", "MaxValue"], ["Select", "SelectMany"], ["Add", "AddRange"], ["AddFirst", "AddLast"], ["Append", "AppendLine"], ["Concat", "Union"],
        ["RemoveFirst", "RemoveLast"], ["Pop", "Dequeue"], ["FindIndex", "FindLastIndex"], ["Find", "FindLast"], ["ContainsKey", "ContainsValue"], ["IsUpper", "IsLower"], ["AddHours", "AddMinutes", "AddSeconds"], ["AddMonths", "AddYears"],
        ["UnionWith", "IntersectWith", "ExceptWith"], ["IsSubsetOf", "IsSupersetOf", "Overlaps"], ["SkipLast", "TakeLast"], ["Take", "TakeLast"], ["Skip", "SkipLast"], ["Average", "Sum"], ["Key", "Value"], ["Item1", "Item2"], ["IsWhiteSpace", "IsLetter"],
        ["Day", "DayOfYear"], ["Distinct", "Order"], ["Order", "OrderDescending"], ["GetValueOrDefault", "ContainsKey"],
    ];

    public static IReadOnlyList<(string Other, double Prior)> Swaps(string operation) => Table.TryGetValue(operation, out var swaps) ? swaps : [];

    public static bool Compares(string operation) => operation is "<" or "<=" or ">" or ">=" or "==" or "!=";

    public static IEnumerable<string> Alike(string name) => Pairs.Where(p => p.Contains(name, StringComparer.Ordinal)).SelectMany(p => p).Where(o => o != name).Distinct(StringComparer.Ordinal);
}
