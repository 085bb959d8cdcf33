using System.Globalization;
using System.Text;
using Factory.Contracts.Features;

namespace Factory.Reviewer.Rules;

/// <summary>Characters that make code read otherwise than it runs: bidirectional controls, zero-width and tag characters.</summary>
internal static class HiddenCharacters
{
    public static IEnumerable<Finding> Check(IReadOnlyList<ChangedLine> diff) => diff
        .Where(line => line.Added && line.Text.EnumerateRunes().Any(IsHidden))
        .Select(line => new Finding(Severity.Blocking, "hidden-characters", line.Path, line.Line, "The line holds characters that cannot be seen (bidirectional, zero-width or tag characters).") { Suggestion = Without(line.Text) });

    private static string Without(string line) => string.Concat(line.EnumerateRunes().Where(rune => !IsHidden(rune)).Select(rune => rune.ToString())).TrimEnd('\r');

    private static bool IsHidden(Rune rune) => rune.Value is not (0xFEFF or 0x00AD) && Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
