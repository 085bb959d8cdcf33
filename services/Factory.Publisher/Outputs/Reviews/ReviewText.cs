using System.Text;
using System.Text.RegularExpressions;
using Factory.Contracts.Features;
using Factory.Contracts.Outputs;
using Factory.Publisher.GitHub;
using Factory.Publisher.Outputs.Text;
using Factory.Workspaces.Scanning;

namespace Factory.Publisher.Outputs.Reviews;

/// <summary>What a review's comments look like.</summary>
internal static partial class ReviewText
{
    private const int LongestSuggestion = 10_000;

    /// <summary>A comment on lines, with a suggestion that a click commits where there is one.</summary>
    public static string Inline(GitHubRepository repository, Guid mission, ReviewComment comment)
    {
        var body = new StringBuilder($"{Sign(comment.Severity)} {OutputTexts.Of(repository, mission, comment.Text)}");
        if (Suggestion(comment.Suggestion) is { } suggestion)
            body.Append("\n\n").Append(suggestion);
        return body.Append("\n\n").Append(Markers.OfFinding(comment.Fingerprint)).ToString();
    }

    /// <summary>What cannot stand at its line stands in the summary.</summary>
    public static string Listed(GitHubRepository repository, Guid mission, IReadOnlyList<ReviewComment> comments)
    {
        if (comments.Count == 0)
            return "";
        var list = new StringBuilder("\n\n**Outside of the diff**\n");
        foreach (var comment in comments)
        {
            var text = OutputTexts.Of(repository, mission, comment.Text).ReplaceLineEndings("\n  ");
            list.Append($"\n- {Sign(comment.Severity)} `{OutputTexts.Line(comment.Path, 300).Replace('`', '\'')}:{comment.Line}` {text} {Markers.OfFinding(comment.Fingerprint)}");
        }

        return list.ToString();
    }

    private static string Sign(Severity severity) => severity switch
    {
        Severity.Blocking => "🔴 **Blocking**",
        Severity.Warning => "🟠 **Warning**",
        _ => "🔵 **Note**",
    };

    /// <summary>Null where nothing is suggested; where what is would not be seen as it is, that it is left out.</summary>
    private static string? Suggestion(string? code)
    {
        if (code is null)
            return null;
        if (code.Length > LongestSuggestion)
            return "_A suggested change is left out: it is too long._";
        if (code.EnumerateRunes().Any(rune => rune.Value != '\r' && HiddenCharacters.IsHidden(rune)))
            return "_A suggested change is left out: it holds characters that cannot be seen._";
        if (SecretScan.In(code).FirstOrDefault() is { } secret)
            throw new OutputNotAllowed($"A suggestion holds what looks like {secret}: the review is not published.");
        var fence = new string('`', Math.Max(3, Ticks().Matches(code).Select(ticks => ticks.Length).DefaultIfEmpty(0).Max() + 1));
        var lines = code.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("<!-- factory:", "<!-- factory :", StringComparison.OrdinalIgnoreCase);
        return $"{fence}suggestion\n{lines}{(lines.EndsWith('\n') || lines.Length == 0 ? "" : "\n")}{fence}";
    }

    [GeneratedRegex("`+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ticks();
}
