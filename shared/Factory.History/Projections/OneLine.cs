using System.Globalization;
using System.Text;

namespace Factory.History.Projections;

/// <summary>Text that people, repositories or models wrote, made safe for one line of a terminal.</summary>
public static class OneLine
{
    /// <summary>Where text is cut, in characters.</summary>
    public const int Longest = 200;

    /// <summary>
    /// The text on one line: white space becomes one space; control, bidirectional, zero-width, tag and other invisible characters are
    /// dropped; cut with … after <see cref="Longest"/> characters.
    /// </summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        var space = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                space = line.Length > 0;
                continue;
            }

            if (!IsVisible(rune))
                continue;
            if (line.Length + rune.Utf16SequenceLength >= Longest)
                return line.Append('…').ToString();
            if (space)
                line.Append(' ');
            space = false;
            line.Append(rune.ToString());
        }

        return line.ToString();
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
