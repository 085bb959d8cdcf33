using System.Text.RegularExpressions;

namespace Factory.SignalIntake.Alike;

/// <summary>What is the same of titles that differ in numbers, ids and quoted parts alone.</summary>
internal static partial class Fingerprints
{
    private const int Longest = 500;

    /// <summary>Null where nothing is left by which it could be known.</summary>
    public static string? Of(string title)
    {
        var text = Spaces().Replace(Numbers().Replace(Ids().Replace(Quoted().Replace(title.Length <= Longest ? title : title[..Longest], " "), " "), " "), " ").Trim().ToLowerInvariant();
        return text.Any(char.IsLetter) ? text : null;
    }

    [GeneratedRegex("\"[^\"]*\"|`[^`]*`|(?<![\\p{L}\\p{N}])'[^']*'", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(0x[0-9a-f]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=[a-f]*[0-9])[0-9a-f]{6,})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex(@"[0-9]+([.,:][0-9]+)*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[\s\p{P}\p{S}]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
