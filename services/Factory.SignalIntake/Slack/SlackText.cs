using System.Text;
using System.Text.RegularExpressions;

namespace Factory.SignalIntake.Slack;

/// <summary>Slack's markup as plain text, see docs.slack.dev/messaging/formatting-message-text.</summary>
internal static partial class SlackText
{
    /// <param name="bot">The factory's own user: mentions of it say nothing. Null where it was not told.</param>
    public static string Plain(string text, string? bot)
    {
        var plain = new StringBuilder(text.Length);
        var at = 0;
        for (var mark = Mark().Match(text); mark.Success; mark = mark.NextMatch())
        {
            plain.Append(Decoded(text[at..mark.Index])).Append(Decoded(Shown(mark.Groups["what"].Value, mark.Groups["label"].Value, bot)));
            at = mark.Index + mark.Length;
        }

        return plain.Append(Decoded(text[at..])).ToString().Trim();
    }

    private static string Shown(string what, string label, string? bot) => what[0] switch
    {
        '@' when what[1..] == bot => "",
        '@' => $"@{(label.Length > 0 ? label.TrimStart('@') : what[1..])}",
        '#' => $"#{(label.Length > 0 ? label.TrimStart('#') : what[1..])}",
        '!' when label.Length > 0 => label,
        '!' => $"@{what[1..].Split('^')[0]}",
        _ when label.Length == 0 || what == label || what == $"mailto:{label}" || what == $"http://{label}" => label.Length == 0 ? what : label,
        _ => $"{label} ({what})",
    };

    /// <summary>The three characters that Slack escapes, and no others; the escape itself last.</summary>
    private static string Decoded(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    [GeneratedRegex(@"<(?<what>[^<>|\n]{1,3000})(\|(?<label>[^<>\n]{0,3000}))?>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Mark();
}
