using System.Text;

namespace Factory.Droids.Quoting;

/// <summary>HTML comments of Markdown: the page does not show them, a model would read them.</summary>
public static class HtmlComments
{
    private const string Start = "<!--";
    private const string End = "-->";

    /// <summary>The text without its comments, and how many there were. In fenced code they are seen, and stay. One without an end goes on to the end of the text, as it does on the page.</summary>
    public static (string Text, int Count) Remove(string text)
    {
        if (!text.Contains(Start, StringComparison.Ordinal))
            return (text, 0);
        var kept = new StringBuilder(text.Length);
        var (count, inside, fence) = (0, false, default(string));
        foreach (var line in text.Split('\n'))
        {
            if (!inside && fence is null && FenceOf(line) is { } opened)
                fence = opened;
            else if (fence is not null && IsEnd(line, fence))
                fence = null;
            else if (fence is null)
            {
                kept.Append(Without(line, ref inside, ref count)).Append('\n');
                continue;
            }

            kept.Append(line).Append('\n');
        }

        return (kept.ToString(0, kept.Length - 1), count);
    }

    private static string Without(string line, ref bool inside, ref int count)
    {
        var kept = new StringBuilder(line.Length);
        for (var at = 0; at < line.Length;)
        {
            var next = line.IndexOf(inside ? End : Start, at, StringComparison.Ordinal);
            if (!inside)
                kept.Append(line, at, (next < 0 ? line.Length : next) - at);
            if (next < 0)
                break;
            at = next + (inside ? End.Length : Start.Length);
            count += inside ? 0 : 1;
            inside = !inside;
        }

        return kept.ToString();
    }

    private static string? FenceOf(string line)
    {
        var trimmed = line.TrimStart(' ');
        if (line.Length - trimmed.Length > 3 || trimmed.Length < 3 || trimmed[0] is not ('`' or '~'))
            return null;
        var length = trimmed.TakeWhile(character => character == trimmed[0]).Count();
        return length >= 3 && (trimmed[0] == '~' || !trimmed[length..].Contains('`', StringComparison.Ordinal)) ? trimmed[..length] : null;
    }

    private static bool IsEnd(string line, string fence) =>
        line.Trim() is var trimmed && trimmed.Length >= fence.Length && trimmed.All(character => character == fence[0]);
}
