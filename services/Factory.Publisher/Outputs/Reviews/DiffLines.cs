using System.Globalization;
using System.Text.RegularExpressions;

namespace Factory.Publisher.Outputs.Reviews;

/// <summary>Which lines of the new files a pull request's diff shows: only these can be commented on.</summary>
internal sealed partial class DiffLines
{
    private readonly Dictionary<string, List<(int From, int To)>> _hunks = new(StringComparer.Ordinal);

    public void Add(string path, string? patch)
    {
        foreach (Match hunk in patch is null ? [] : (IEnumerable<Match>)Hunk().Matches(patch))
        {
            var from = int.Parse(hunk.Groups["from"].Value, CultureInfo.InvariantCulture);
            var length = hunk.Groups["length"] is { Success: true } given ? int.Parse(given.Value, CultureInfo.InvariantCulture) : 1;
            if (length > 0)
                (_hunks.TryGetValue(path, out var hunks) ? hunks : _hunks[path] = []).Add((from, from + length - 1));
        }
    }

    /// <summary>Whether the lines stand in one hunk.</summary>
    public bool Has(string path, int first, int last) => first <= last && _hunks.TryGetValue(path, out var hunks) && hunks.Exists(hunk => hunk.From <= first && last <= hunk.To);

    [GeneratedRegex(@"^@@ -[0-9]{1,9}(?:,[0-9]{1,9})? \+(?<from>[0-9]{1,9})(?:,(?<length>[0-9]{1,9}))? @@", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hunk();
}
