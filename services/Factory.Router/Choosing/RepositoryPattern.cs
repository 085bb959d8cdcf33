using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Factory.Contracts;

namespace Factory.Router.Choosing;

/// <summary>
/// Patterns of paths: <c>*</c> and <c>?</c> stand for what is within a folder's name, <c>**</c> for any folders. Upper and lower case differ in paths; not in addresses, since forges
/// give the same repository for both, and a rule must not be got round by how it was typed.
/// </summary>
internal static class RepositoryPattern
{
    /// <summary>Patterns come from settings: few. Those of castings long gone are let go.</summary>
    private const int MostKept = 5_000;

    private static readonly ConcurrentDictionary<string, Regex> Kept = new(StringComparer.Ordinal);

    public static bool Matches(string pattern, string path)
    {
        if (Kept.Count > MostKept)
            Kept.Clear();
        return RepositoryAddress.IsMeant(path)
            ? Kept.GetOrAdd(pattern.ToLowerInvariant(), Compile).IsMatch(path.ToLowerInvariant())
            : Kept.GetOrAdd(pattern, Compile).IsMatch(path);
    }

    /// <summary>Takes time in proportion to the path, whatever the pattern; a path may have line breaks in it.</summary>
    private static Regex Compile(string pattern) =>
        new($@"\A{Translate(pattern.TrimEnd('/'))}\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static string Translate(ReadOnlySpan<char> pattern)
    {
        var regex = new StringBuilder();
        while (!pattern.IsEmpty)
        {
            var (length, meaning) = pattern switch
            {
                ['*', '*', '/', ..] => (3, "(?:.*/)?"),
                ['*', '*', ..] => (2, ".*"),
                ['*', ..] => (1, "[^/]*"),
                ['?', ..] => (1, "[^/]"),
                _ => (1, Regex.Escape(pattern[..1].ToString())),
            };
            regex.Append(meaning);
            pattern = pattern[length..];
        }

        return regex.ToString();
    }
}
