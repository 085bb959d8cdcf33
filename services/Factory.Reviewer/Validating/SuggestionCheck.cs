using System.Globalization;
using System.Text;
using Factory.Contracts.Features;
using Factory.Droids.Diffs;
using Factory.Workspaces.Scanning;

namespace Factory.Reviewer.Validating;

/// <summary>Whether what a droid suggests can stand in the place of the lines that its finding names: somebody may commit it by a click.</summary>
internal static class SuggestionCheck
{
    /// <summary>Characters of one suggestion.</summary>
    public const int Longest = 2_000;

    private const int MostLines = 30;
    private const int MostShown = 8;

    /// <summary>Without the line's end; null where nothing is suggested.</summary>
    public static string? Clean(string? suggestion) => string.IsNullOrWhiteSpace(suggestion) ? null : suggestion.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n', '\r');

    /// <summary>The first line that is replaced; null where it is the finding's line alone, or nothing is suggested.</summary>
    public static int? First(Finding finding) => Clean(finding.Suggestion) is not null && finding.SuggestionFrom is { } first && first != finding.Line ? first : null;

    /// <summary>What is wrong with the suggestions, for the droid; null when nothing is.</summary>
    /// <param name="files">The committed files of the findings that suggest something; those that are not there are missing.</param>
    public static string? Problem(IReadOnlyList<Finding> candidates, IReadOnlyList<DiffFile> diff, IReadOnlyDictionary<string, byte[]> files)
    {
        var wrong = candidates.Select((finding, index) => finding.Suggestion is { } text && Problem(finding, text, diff, files) is { } problem ? $"findings[{index}]: {problem}" : null).OfType<string>().ToList();
        return wrong.Count == 0 ? null : $"{string.Join(' ', wrong.Take(MostShown))} Mend the suggestion, or leave it out and keep the finding.";
    }

    private static string? Problem(Finding finding, string text, IReadOnlyList<DiffFile> diff, IReadOnlyDictionary<string, byte[]> files)
    {
        if (text.Length > Longest || text.Count(character => character == '\n') >= MostLines)
            return $"a suggestion has at most {Longest} characters in {MostLines} lines.";
        if (text.EnumerateRunes().Any(IsUnseen))
            return "the suggestion holds characters that cannot be seen.";
        if (SecretScan.In(text).Any() || Redaction.Of(text) != text)
            return "the suggestion holds what looks like a secret.";
        var first = finding.SuggestionFrom ?? finding.Line;
        if (first > finding.Line || (long)finding.Line - first >= MostLines)
            return $"a suggestion replaces at most {MostLines} lines, from suggestionFrom to line; {first} to {finding.Line} are not.";
        var added = diff.Where(file => file.Path == finding.Path).SelectMany(file => file.Hunks).SelectMany(hunk => hunk.Lines).Where(line => line.Added).Select(line => line.Number).ToHashSet();
        for (var line = first; line <= finding.Line; line++)
        {
            if (!added.Contains(line))
                return $"a suggestion replaces lines that the change added, which line {line} of {finding.Path} is not.";
        }

        if (Lines(files.GetValueOrDefault(finding.Path), first, finding.Line) is not { } present)
            return $"the committed {finding.Path} has no line {finding.Line}.";
        if (text == present)
            return $"the suggestion is what {(first == finding.Line ? $"line {first}" : $"lines {first} to {finding.Line}")} of {finding.Path} says already.";
        return text.StartsWith("```", StringComparison.Ordinal) && !present.StartsWith("```", StringComparison.Ordinal) ? "give the suggestion without fences." : null;
    }

    private static string? Lines(byte[]? file, int first, int last) =>
        file is not null && Encoding.UTF8.GetString(file).Split('\n') is { } all && last <= all.Length ? string.Join('\n', all[(first - 1)..last].Select(line => line.TrimEnd('\r'))) : null;

    private static bool IsUnseen(Rune rune) => rune.Value is not ('\n' or '\t') && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
