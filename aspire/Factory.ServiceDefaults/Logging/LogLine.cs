using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Factory.ServiceDefaults.Logging;

/// <summary>One record is one line, whatever text from outside is in it: control characters are escaped.</summary>
internal sealed class LogLine(string service, TimeProvider time)
{
    private const int Longest = 16_384;

    public string Format(LogLevel level, string category, string message, Exception? error)
    {
        var line = new StringBuilder(256);
        line.Append(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {Name(level)} {service} {category} ");
        Escape(line, message);
        if (error is not null)
            Escape(line.Append(" | "), error.ToString());
        return line.ToString();
    }

    private static void Escape(StringBuilder line, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length > Longest)
            {
                line.Append("… (cut)");
                return;
            }

            if (rune.Value == '\n')
                line.Append("\\n");
            else if (IsUnsafe(rune))
                line.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            else
                line.Append(rune.ToString());
        }
    }

    // Besides terminal escapes also what reorders or hides text: bidirectional and zero-width characters.
    private static bool IsUnsafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
