using System.Globalization;
using System.Text;
using Factory.Droids.Quoting;

namespace Factory.SignalIntake.Receiving;

/// <summary>A report as it is kept: text, with line feeds, without what only steers a terminal.</summary>
public static class ReportText
{
    public const int LargestBytes = 1024 * 1024;

    /// <summary>Pasted terminal output has a few escapes; more than one character in twenty is not a report.</summary>
    private const int OneControlIn = 20;

    /// <exception cref="SignalRefused">Empty, too large, binary, or full of control characters.</exception>
    public static string Clean(string? report)
    {
        if (string.IsNullOrWhiteSpace(report))
            throw SignalRefused.Unprocessable("The report is empty", "Field 'report' has no text: say what is wrong, what was expected, and how it shows.");
        var size = Encoding.UTF8.GetByteCount(report);
        if (size > LargestBytes)
            throw SignalRefused.TooLarge("The report is too large", $"Field 'report' has {size:n0} bytes of at most {LargestBytes:n0}: keep what shows the fault, and leave long logs out.");
        if (report.Contains('\0', StringComparison.Ordinal) || report.Contains('\uFFFD', StringComparison.Ordinal) && IsMostlyReplaced(report))
            throw SignalRefused.Unprocessable("The report is binary", "Field 'report' has bytes that are no text: send UTF-8 text.");
        var (text, dropped) = Strip(report);
        if (dropped * OneControlIn > report.Length)
            throw SignalRefused.Unprocessable("The report is full of control characters", $"Field 'report' has {dropped:n0} control characters among {report.Length:n0}: send plain text.");
        (text, _) = UnseenText.Remove(text);
        if (string.IsNullOrWhiteSpace(text))
            throw SignalRefused.Unprocessable("The report is empty", "Field 'report' has nothing visible: say what is wrong, what was expected, and how it shows.");
        return text;
    }

    private static bool IsMostlyReplaced(string report) => report.Count(c => c == '\uFFFD') * OneControlIn > report.Length;

    private static (string Text, int Dropped) Strip(string report)
    {
        var text = new StringBuilder(report.Length);
        var dropped = 0;
        foreach (var rune in report.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control)
                text.Append(rune.ToString());
            else
                dropped++;
        }

        return (text.ToString(), dropped);
    }
}
