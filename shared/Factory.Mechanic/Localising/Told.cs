using System.Globalization;
using System.Text.RegularExpressions;

namespace Factory.Mechanic.Localising;

/// <summary>
/// Literals that a report tells: what is right may be among them. Anyone may have written it, so there are few, each is short, and who puts a text into a file writes
/// it as a literal of the language.
/// </summary>
/// <param name="Numbers">In digits or as a word up to twelve; at most twelve.</param>
/// <param name="Texts">What stands in quotation marks or backticks on one line; at most six, of at most 40 characters, without any that cannot be seen.</param>
internal sealed partial record Told(IReadOnlyList<double> Numbers, IReadOnlyList<string> Texts)
{
    /// <summary>Texts that a guard may give back.</summary>
    public const int MostResults = 3;

    private const int LongestReport = 50_000;
    private const int MostTexts = 6;
    private const int LongestText = 40;

    public static Told By(string report) => new(ReportWords.Numbers(report), Quoted(report));

    private static IReadOnlyList<string> Quoted(string report)
    {
        var text = report.Length > LongestReport ? report[..LongestReport] : report;
        return [.. Quotation().Matches(text).Select(m => m.Groups["text"].Value).Where(t => t.Length <= LongestText && t.All(IsSeen)).Distinct(StringComparer.Ordinal).Take(MostTexts)];
    }

    // No line breaks, no controls, nothing that turns the direction of a line, no half of a character.
    private static bool IsSeen(char c) => c == ' ' || char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    // An apostrophe within a word quotes nothing.
    [GeneratedRegex("""(?<!\w)(?:"(?<text>[^"\r\n]{1,41})"|'(?<text>[^'\r\n]{1,41})'|`(?<text>[^`\r\n]{1,41})`|“(?<text>[^“”\r\n]{1,41})”|‘(?<text>[^‘’\r\n]{1,41})’)(?!\w)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quotation();
}
