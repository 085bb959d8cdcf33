using System.Text;
using Factory.Droids.Quoting;
using Factory.History;
using Factory.Workspaces.Scanning;

namespace Factory.Planner.Telling;

/// <summary>
/// Text of others inside the factory's own Markdown: it can be read and does nothing. It mentions nobody, refers to and closes no issue, loads no image, hides
/// nothing, and holds no secret.
/// </summary>
internal static class InertText
{
    private const char Apart = '\u200B';
    private const string Punctuation = @"\`*_{}[]<>|~";

    /// <summary>One line without formatting.</summary>
    public static string Line(string text, int longest = OneLine.Longest)
    {
        var line = new StringBuilder();
        foreach (var character in Powerless(Redaction.Of(OneLine.Of(text, longest))))
        {
            if (Punctuation.Contains(character, StringComparison.Ordinal))
                line.Append('\\');
            line.Append(character);
        }

        return line.ToString();
    }

    /// <summary>As a name in code: a path, a branch, a commit.</summary>
    public static string Code(string text, int longest = OneLine.Longest) => $"`{Redaction.Of(OneLine.Of(text, longest)).Replace('`', '\'')}`";

    /// <summary>Its Markdown, quoted.</summary>
    public static string Quote(string text, int longest) => string.Join('\n', Markdown(text, longest).Split('\n').Select(line => line.Length == 0 ? ">" : $"> {line}"));

    /// <summary>Its Markdown as it is, but for what would have an effect; cut where it is longer. Code stays as it was written.</summary>
    public static string Markdown(string text, int longest)
    {
        var (kept, fence) = (new StringBuilder(), default(string));
        foreach (var line in Cut(Redaction.Of(UnseenText.Remove(HtmlComments.Remove(text.ReplaceLineEndings("\n")).Text).Text).Trim(), longest).Split('\n'))
        {
            var marker = FenceOf(line);
            kept.Append(fence is null && marker is null ? Powerless(line) : line).Append('\n');
            fence = fence is null ? marker : marker == fence ? null : fence;
        }

        return fence is null ? kept.ToString(0, kept.Length - 1) : kept.Append(fence).ToString();
    }

    /// <summary>Whether a text was longer than what is shown of it.</summary>
    public static bool IsCut(string text, int longest) => text.Trim().Length > longest;

    /// <summary>An unseen space behind what would begin a mention, a reference, an image or a tag. Forges look for those in text that is rendered already, so escaping them is not enough.</summary>
    private static string Powerless(string line)
    {
        var inert = new StringBuilder(line.Length);
        for (var at = 0; at < line.Length; at++)
        {
            inert.Append(line[at]);
            if (at + 1 < line.Length && HasPower(line[at], line[at + 1]))
                inert.Append(Apart);
        }

        return inert.Replace("GH-", $"GH{Apart}-").ToString();
    }

    private static bool HasPower(char first, char second) => first switch
    {
        '@' => char.IsLetterOrDigit(second),
        '#' => char.IsAsciiDigit(second),
        '!' => second is '[' or '<',
        '<' => second is '!' or '/' or '?' or '@' or '#' || char.IsAsciiLetter(second),
        _ => false,
    };

    private static string? FenceOf(string line)
    {
        var trimmed = line.TrimStart(' ');
        if (line.Length - trimmed.Length > 3)
            return null;
        return trimmed.StartsWith("```", StringComparison.Ordinal) ? "```" : trimmed.StartsWith("~~~", StringComparison.Ordinal) ? "~~~" : null;
    }

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : $"{text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)].TrimEnd()} …";
}
