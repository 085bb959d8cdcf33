using System.Globalization;
using System.Text;

namespace Factory.Publisher.Outputs.Text;

/// <summary>Characters that people do not see and machines read: they are taken out of whatever is published.</summary>
internal static class HiddenCharacters
{
    public static string Without(string text)
    {
        if (!text.EnumerateRunes().Any(IsHidden))
            return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(rune => !IsHidden(rune)))
            kept.Append(rune.ToString());
        return kept.ToString();
    }

    public static bool IsHidden(Rune rune) => rune.Value is not ('\n' or '\t') && (rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x034F or 0x17B4 or 0x17B5 or (>= 0xE0100 and <= 0xE01EF)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
}
