using System.Globalization;
using System.Text.RegularExpressions;

namespace Factory.Mechanic.Localising;

/// <summary>Identifiers that a report mentions: lines that hold them are more suspicious.</summary>
internal sealed partial class ReportWords
{
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "and", "for", "not", "from", "with", "that", "this", "when", "then", "are", "was", "has", "have", "but", "get", "got", "set", "should", "would", "expected", "actual",
        "error", "test", "tests", "file", "line", "code", "value", "true", "false", "none", "null", "return", "returns", "true", "import", "class", "def", "self", "works", "into",
    };

    private readonly HashSet<string> _words;

    public ReportWords(string report) =>
        _words = Word().Matches(report.Length > 50_000 ? report[..50_000] : report).Select(m => m.Value).Where(w => !Common.Contains(w)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>1 where nothing is mentioned, up to 1.5.</summary>
    public double Weight(string line) => _words.Count == 0 ? 1 : Math.Min(1.5, 1 + (0.15 * Parts(line).Distinct(StringComparer.OrdinalIgnoreCase).Count(_words.Contains)));

    /// <summary>Numbers that a report tells, in digits or as a word up to twelve: what is right may be among them. At most twelve.</summary>
    public static IReadOnlyList<double> Numbers(string report)
    {
        var text = report.Length > 50_000 ? report[..50_000] : report;
        var digits = Number().Matches(text).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture));
        var words = Word().Matches(text).Select(m => (double)Array.IndexOf(Counted, m.Value.ToLowerInvariant())).Where(n => n >= 0);
        return [.. digits.Concat(words).Distinct().Take(MostNumbers)];
    }

    private const int MostNumbers = 12;

    private static readonly string[] Counted = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static IEnumerable<string> Parts(string line) => Word().Matches(line).SelectMany(m => m.Value.Split('_').Append(m.Value)).Where(w => w.Length > 2);

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]{2,}", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\w.])[0-9]{1,9}(\.[0-9]{1,6})?(?![\w])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
