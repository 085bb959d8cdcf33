using System.Text;
using System.Text.RegularExpressions;
using Factory.Mechanic.Editing;

namespace Factory.Mechanic.Searching;

/// <summary>How far an edit of some shape is trusted, from 0 to 1, and why no further.</summary>
internal sealed record Shape(double Trust, string Reason);

/// <summary>Edits that make a test pass by luck more often than by repairing anything can be told by what they look like.</summary>
internal static partial class SuspiciousShapes
{
    /// <summary>What takes away is a repair now and then, and makes a test pass by luck far more often: a third.</summary>
    private const double TakesAway = 0.35;

    /// <summary>Nobody forgets a return that the end of the function would have done the same; its opposite is what is forgotten.</summary>
    private const double ReturnsTheSame = 0.25;

    /// <summary>A guard that gives nothing only switches off what follows: as what takes away.</summary>
    private const double OnlyLeaves = 0.35;

    /// <summary>Characters; of what is longer nothing is said. Repositories are hostile, and patterns are slow with lines without end.</summary>
    private const int LongestText = 500;
    private const int LongestRest = 4_000;

    /// <param name="file">The file before the edit.</param>
    public static Shape? Of(Edit edit, byte[] file) => edit.Kind switch
    {
        "removed-statement" or "removed-guard" or "dropped-condition" or "dropped-call" or "dropped-operand" or "removed-argument" or "deleted-statement" => new Shape(TakesAway, "it only takes something away"),
        _ when edit.Changes.Any(change => change.Text.Length > LongestText) => null,
        _ when edit.Changes is [var change] && LeavesWithNothing().IsMatch(change.Text) => new Shape(OnlyLeaves, "it only leaves early, with nothing, and so switches off what follows"),
        _ when edit.Changes is [{ Start: var start, End: var end } change] && start == end && Returned().Match(change.Text) is { Success: true } returned && returned.Groups["value"].Value == NextReturned(file, start) =>
            new Shape(ReturnsTheSame, "it returns what the function returns anyway"),
        _ => null,
    };

    /// <summary>What the next return behind a place gives; null where the function may end before it.</summary>
    private static string? NextReturned(byte[] file, int at)
    {
        var rest = Encoding.Latin1.GetString(file.AsSpan(Math.Min(at, file.Length)) is var left && left.Length > LongestRest ? left[..LongestRest] : left);
        var next = AnyReturn().Match(rest);
        return next.Success && !Definition().IsMatch(rest[..next.Index]) ? next.Groups["value"].Value : null;
    }

    [GeneratedRegex(@"^\s*if\b[^\n]*[:{)]\s*(return|return None|return null|return undefined)\s*;?\s*\}?\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LeavesWithNothing();

    // A constant alone: what is computed is another thing at another place.
    [GeneratedRegex(@"^\s*(else\s*:?\s*\{?\s*)?return (?<value>true|false|True|False|None|null|undefined|-?[0-9.]+|""""|''|\[\]|\{\})\s*;?\s*\}?\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Returned();

    [GeneratedRegex(@"\breturn (?<value>[^;\n]*?)\s*(;|\n|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyReturn();

    [GeneratedRegex(@"(^|\n)\s*(async )?(def|class|function)\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Definition();
}
