using System.Globalization;
using System.Text;

namespace Factory.History;

/// <summary>Text that people, repositories or models wrote, made safe for one line of a terminal.</summary>
public static class OneLine
{
    /// <summary>Where text is cut unless something else is asked for, in characters.</summary>
    public const int Longest = 200;

    /// <summary>
    /// The text on one line: white space becomes one space; control, bidirectional, zero-width, tag and other invisible characters are
    /// dropped; cut with … where it is longer.
    /// </summary>
    /// <param name="text">Whatever they wrote.</param>
    /// <param name="longest">Characters of the line at most.</param>
    public static string Of(string text, int longest = Longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(Math.Min(text.Length, longest));
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
            if (line.Length + rune.Utf16SequenceLength >= longest)
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
