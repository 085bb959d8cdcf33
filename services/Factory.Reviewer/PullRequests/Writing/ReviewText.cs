using System.Text;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.Workspaces.Scanning;

namespace Factory.Reviewer.PullRequests.Writing;

/// <summary>One round's review: its comments at lines, what has no line, and what is resolved.</summary>
/// <param name="Summary">Markdown; above the comments.</param>
/// <param name="Said">Ids of all findings that it says, of <paramref name="Commented"/> those with a comment.</param>
internal sealed record ReviewText(string Summary, IReadOnlyList<ReviewComment> Comments, IReadOnlyList<string> Resolved, IReadOnlySet<string> Said, IReadOnlySet<string> Commented)
{
    private const int MostItems = 30;

    /// <summary>Whether there is nothing to say that was not said.</summary>
    public bool IsEmpty => Said.Count == 0 && Resolved.Count == 0;

    /// <param name="findings">After the round.</param>
    /// <param name="resolved">What this round saw to be gone.</param>
    /// <param name="mostComments">At lines; what is more stands in the tracking comment.</param>
    public static ReviewText Of(IReadOnlyList<TrackedFinding> findings, IReadOnlyList<TrackedFinding> resolved, int mostComments)
    {
        var news = findings.Where(finding => finding.State == FindingState.Open && finding.SaidIn is null)
            .OrderByDescending(finding => finding.Finding.Severity).ThenBy(finding => finding.Finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Finding.Line).ToList();
        var commented = news.Where(finding => finding.Finding.Place!.Anchor is not null).Take(mostComments).ToList();
        var others = news.Except(commented).ToList();
        var gone = resolved.Where(finding => finding.HasComment).ToList();
        return new ReviewText(
            Summarise(news, others, resolved),
            [.. commented.Select(finding => new ReviewComment(finding.Fingerprint(), finding.Finding.Path, finding.Finding.Place!.Anchor!.Value, Suggestion(finding) is null ? null : finding.Finding.SuggestionFrom, finding.Finding.Severity, FindingText.Comment(finding), Suggestion(finding)))],
            [.. gone.Select(finding => finding.Fingerprint())],
            news.Select(finding => finding.ShortId).ToHashSet(StringComparer.Ordinal),
            commented.Select(finding => finding.ShortId).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>A suggestion replaces the lines that the comment stands at. One that holds a key is not repeated.</summary>
    private static string? Suggestion(TrackedFinding finding) => finding.Finding is { Suggestion: { } text } one && one.Place!.Anchor == one.Line && Redaction.Of(text) == text ? text : null;

    private static string Summarise(List<TrackedFinding> news, List<TrackedFinding> others, IReadOnlyList<TrackedFinding> resolved)
    {
        var text = new StringBuilder();
        if (news.Count > 0)
            text.Append(Words.Count(news.Count, "new finding")).Append(". ");
        if (resolved.Count > 0)
            text.Append("No longer there: ").AppendJoin(", ", resolved.Take(MostItems).Select(finding => finding.ShortId)).Append(". ");
        if (news.Count + resolved.Count == 0)
            text.Append("Nothing is open.");
        if (others.Count > 0)
            text.Append("\n\n").AppendJoin('\n', others.Take(MostItems).Select(FindingText.Item));
        return others.Count <= MostItems ? text.ToString() : text.Append($"\n- … and {others.Count - MostItems} more, in the tracking comment").ToString();
    }
}
