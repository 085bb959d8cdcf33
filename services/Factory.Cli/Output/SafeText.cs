using System.Globalization;
using System.Text;

namespace Factory.Cli.Output;

/// <summary>Text from people, repositories and models is made inert before it reaches a terminal.</summary>
internal static class SafeText
{
    /// <summary>One line: line ends become spaces, whatever steers a terminal or reorders text is gone.</summary>
    public static string Line(string text) => Clean(text.ReplaceLineEndings(" ").Replace('\t', ' '));

    /// <summary>Keeps line feeds and tabs.</summary>
    public static string Block(string text) => Clean(text.Replace("\r\n", "\n", StringComparison.Ordinal));

    private static string Clean(string text)
    {
        if (text.All(c => c is '\n' or '\t' or (>= ' ' and < '\u007f')))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !IsUnsafe(rune))
                clean.Append(rune.ToString());
            else
                clean.Append('\u00b7');
        }

        return clean.ToString();
    }

    private static bool IsUnsafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
