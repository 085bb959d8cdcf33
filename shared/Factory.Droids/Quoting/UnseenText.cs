using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Factory.Droids.Quoting;

/// <summary>
/// Characters that a person does not see and a model reads: zero-width, bidirectional, tag, control, filler and unassigned ones. They are taken out of what is quoted, and
/// made visible in what tools show, where taking them out would hide what a file holds.
/// </summary>
public static partial class UnseenText
{
    private const int Joiner = 0x200D;
    private const int FirstSymbol = 0x2190;
    private const int FirstSelector = 0xFE00;
    private const int LastSelector = 0xFE0F;

    /// <summary>Letters and marks by their category, and blank on every screen.</summary>
    private static readonly HashSet<int> Blank = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0];

    /// <summary>The text without them; how many there were.</summary>
    public static (string Text, int Count) Remove(string text)
    {
        var count = 0;
        return (Write(text, (_, _, length) => count += length), count);
    }

    /// <summary>Each becomes its number, such as <c>&lt;U+202E&gt;</c>, or <c>&lt;U+200B ×12&gt;</c> for several at once; colours of a terminal go, and every line break is one.</summary>
    public static string Show(string text) =>
        Write(Colours().Replace(text, ""), (shown, rune, length) => shown.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}{(length > 1 ? $" ×{length}" : "")}>"));

    private static string Write(string text, Action<StringBuilder, Rune, int> unseen)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') || IsPlain(text))
            return text;
        var written = new StringBuilder(text.Length);
        var (first, length, last) = (default(Rune), 0, default(Rune));
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (IsUnseen(rune, last))
            {
                first = length++ == 0 ? rune : first;
                last = rune;
                continue;
            }

            Flush();
            written.Append(rune.ToString());
            last = rune;
        }

        Flush();
        return written.ToString();

        void Flush()
        {
            if (length > 0)
                unseen(written, first, length);
            length = 0;
        }
    }

    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExcept(PlainCharacters);

    private static readonly System.Buffers.SearchValues<char> PlainCharacters = System.Buffers.SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code), '\n', '\t']);

    /// <summary>Emoji are joined by a character that is unseen anywhere else, and told how to look by another: after a symbol each may stand once.</summary>
    private static bool IsUnseen(Rune rune, Rune last)
    {
        if (rune.Value is '\n' or '\t')
            return false;
        if (rune.Value is Joiner or LastSelector && last.Value >= FirstSymbol && last.Value is not (>= FirstSelector and < LastSelector) and not Joiner)
            return rune.Value == last.Value;
        if (rune.Value is (>= FirstSelector and <= LastSelector) or (>= 0xE0000 and <= 0xE0FFF) || Blank.Contains(rune.Value))
            return true;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]{0,20}[A-Za-z]", RegexOptions.None, 1000)]
    private static partial Regex Colours();
}
