using System.Security.Cryptography;
using System.Text;
using Factory.Contracts.Features;
using Factory.Contracts.Reviews;
using Factory.Droids.Diffs;

namespace Factory.Reviewer.PullRequests.Places;

/// <summary>Gives findings what they are known by again.</summary>
internal static class FindingPlaces
{
    /// <summary>Rules that speak of a whole file, whatever line they name.</summary>
    private static readonly string[] OfFiles = ["protected-path", "tests-deleted", "tests-unreadable", "tests-weakened", "test-settings", "link", "submodule", "too-large"];

    /// <param name="files">The files of the findings at the head; those that are not there are missing.</param>
    /// <param name="diff">The whole pull request.</param>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<Finding> findings, IReadOnlyDictionary<string, SourceText> files, IReadOnlyList<DiffFile> diff)
    {
        var added = diff.GroupBy(file => file.Path, StringComparer.Ordinal)
            .ToDictionary(file => file.Key, file => file.SelectMany(one => one.Hunks).SelectMany(hunk => hunk.Lines).Where(line => line.Added).Select(line => line.Number).ToList(), StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. findings
            .OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line)
            .Select(finding => finding with { Place = Place(finding, files.GetValueOrDefault(finding.Path), added.GetValueOrDefault(finding.Path), seen) })];
    }

    public static bool IsOfFile(string rule) => OfFiles.Contains(rule, StringComparer.Ordinal);

    private static FindingPlace Place(Finding finding, SourceText? file, List<int>? added, Dictionary<string, int> seen)
    {
        var whole = file is null || IsOfFile(finding.Rule);
        var symbol = whole ? finding.Path : file!.SymbolAt(finding.Line);
        var (hunk, lines) = whole ? ("", 0) : file!.HunkAt(finding.Line);
        var fingerprint = Hash($"{Normal(finding.Rule)}\n{symbol}\n{hunk}");
        var before = seen.GetValueOrDefault(fingerprint);
        seen[fingerprint] = before + 1;
        return new FindingPlace(before == 0 ? fingerprint : Hash($"{fingerprint}#{before + 1}"), symbol, hunk, lines, Anchor(finding.Line, added));
    }

    /// <summary>Forges take comments only where the diff is. A whole file has its first added line.</summary>
    private static int? Anchor(int line, List<int>? added) => added is { Count: > 0 } ? added.MinBy(number => (Math.Abs(number - line), number)) : null;

    private static string Normal(string rule) => string.Concat(rule.ToLowerInvariant().Where(char.IsLetterOrDigit));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
