using System.Globalization;
using System.Text;
using Factory.SignalIntake.Judging;

namespace Factory.SignalIntake.Receiving;

/// <summary>What is attached to a report: kept whole, listed in the report, and of text quoted its beginning and end.</summary>
internal static class Attachments
{
    public const int Most = 10;
    public const int MostBytes = 5 * 1024 * 1024;

    private const int LongestName = 200;

    /// <summary>Of each end of a text, in characters.</summary>
    private const int LongestQuote = 4_000;

    /// <summary>More of them are no text.</summary>
    private const int OneReplacedIn = 20;

    /// <exception cref="SignalRefused">Too many, too large, or not of the form.</exception>
    public static IReadOnlyList<Attachment> Read(SignalRequest request)
    {
        var sent = request.Attachments ?? [];
        if (sent.Count > Most)
            throw SignalRefused.Unprocessable("There are too many attachments", $"Field 'attachments' has {sent.Count:n0} of at most {Most}.");
        var read = sent.Select(Read).ToList();
        var bytes = read.Sum(attachment => (long)attachment.Content.Length);
        return bytes <= MostBytes ? read : throw SignalRefused.TooLarge("The attachments are too large", $"They have {bytes:n0} bytes of at most {MostBytes:n0} together: keep the parts of logs that show the fault.");
    }

    /// <summary>A section of the report; empty where nothing is attached.</summary>
    public static string Section(IReadOnlyList<Attachment> attachments)
    {
        if (attachments.Count == 0)
            return "";
        var text = new StringBuilder("\n\n## Attached files\n");
        foreach (var attachment in attachments)
        {
            var shown = Text(attachment.Content);
            text.Append(CultureInfo.InvariantCulture, $"\n### {attachment.Name} ({attachment.Content.Length:n0} bytes{(shown is null ? ", not text" : "")})\n");
            if (shown is not null)
                text.Append(CultureInfo.InvariantCulture, $"\n{Quoted(shown)}\n");
        }

        return text.ToString();
    }

    private static Attachment Read(SignalAttachment sent)
    {
        if (SignalChecks.LineOf(sent.Name ?? "", LongestName) is not { Length: > 0 } name)
            throw SignalRefused.Unprocessable("An attachment has no name", "Each of 'attachments' has a 'name' and its 'content' in Base64.");
        var content = new byte[((sent.Content ?? "").Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(sent.Content ?? "", content, out var length)
            ? new Attachment(name, content.AsMemory(0, length))
            : throw SignalRefused.Unprocessable("An attachment cannot be read", $"The 'content' of '{name}' is not Base64.");
    }

    private static string? Text(ReadOnlyMemory<byte> content)
    {
        var text = Encoding.UTF8.GetString(content.Span);
        return text.Contains('\0', StringComparison.Ordinal) || text.Count(character => character == '\uFFFD') * OneReplacedIn > text.Length ? null : text;
    }

    /// <summary>Both ends, each line set in: what is attached is shown as it is, and opens no heading of the report.</summary>
    private static string Quoted(string text)
    {
        var parts = text.Length <= 2 * LongestQuote ? [text] : new[] { Head(text), $"[{text.Length - (2 * LongestQuote):n0} more characters]", Tail(text) };
        return string.Join('\n', parts.SelectMany(part => SeenText.Clean(part).TrimEnd('\n').Split('\n')).Select(line => $"    {line}"));
    }

    private static string Head(string text) => text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)];

    private static string Tail(string text) => text[^(char.IsLowSurrogate(text[^LongestQuote]) ? LongestQuote - 1 : LongestQuote)..];
}

/// <param name="Name">One line that can be seen.</param>
internal sealed record Attachment(string Name, ReadOnlyMemory<byte> Content);
