using System.Text;

namespace Web;

public static class Slugs
{
    public static string Slug(string title) => Plain(title).Trim('-');

    public static string FileName(string title) => Collapse(Plain(title).Replace('-', '_'), '_').Trim('_');

    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var sign in text.ToLowerInvariant())
        {
            plain.Append(char.IsAsciiLetterOrDigit(sign) ? sign : '-');
        }

        return plain.ToString();
    }

    private static string Collapse(string text, char sign)
    {
        var collapsed = new StringBuilder();
        foreach (var next in text)
        {
            if (next != sign || collapsed.Length == 0 || collapsed[^1] != sign)
            {
                collapsed.Append(next);
            }
        }

        return collapsed.ToString();
    }
}
