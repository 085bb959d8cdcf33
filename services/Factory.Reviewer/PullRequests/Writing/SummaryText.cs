using System.Text;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Reviews;

namespace Factory.Reviewer.PullRequests.Writing;

/// <summary>The one comment that is edited from round to round: every finding and its state, what was left out, and what it cost.</summary>
internal static class SummaryText
{
    /// <summary>By which the comment is found again.</summary>
    public const string Marker = "factory-review";

    private const int MostRows = 60;
    private const int MostLeftOut = 30;

    /// <param name="round">The newest round; null where nothing but orders came.</param>
    public static string Of(PullRequestState review, ReviewRound? round)
    {
        var text = new StringBuilder("### Review\n\n");
        var open = review.Findings.Count(finding => finding.State == FindingState.Open);
        text.Append(review.ReviewedHead is { } head ? $"Reviewed up to {Words.Code(head[..Math.Min(8, head.Length)])}: {Words.Count(open, "open finding")}." : $"{Words.Count(open, "open finding")}.").Append('\n');
        Paused(review, text);
        Table(review, text);
        if (round is not null)
            Round(round, text);
        text.Append("\nCommands: `/factory review`, `/factory full review`, `/factory pause`, `/factory resume`, `/factory ignore ID`, `/factory explain ID`.\n");
        return text.ToString();
    }

    private static void Paused(PullRequestState review, StringBuilder text)
    {
        if (review.PausedBy is { } paused)
            text.Append("\nPaused by ").Append(Words.Inert(paused, 100)).Append(": what is pushed is not reviewed until `/factory resume`.\n");
        if (review.IgnoredBy is { } ignored)
            text.Append("\nLeft alone, as ").Append(Words.Inert(ignored, 100)).Append(" asked, until `/factory review` or `/factory resume`.\n");
    }

    private static void Table(PullRequestState review, StringBuilder text)
    {
        if (review.Findings.Count == 0)
            return;
        text.Append("\n| | Severity | Where | Finding | State |\n| --- | --- | --- | --- | --- |\n");
        var rows = review.Findings.OrderBy(finding => finding.State).ThenByDescending(finding => finding.Finding.Severity).ThenBy(finding => finding.Finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Finding.Line).ToList();
        foreach (var row in rows.Take(MostRows))
            text.Append($"| {row.ShortId} | {Words.Grave(row.Finding.Severity)} | {Words.Where(row.Finding)} | {Words.Inert(row.Finding.Message, 200)} | {FindingText.State(row.State)} |\n");
        if (rows.Count > MostRows)
            text.Append($"\n… and {Words.Count(rows.Count - MostRows, "more finding")}.\n");
    }

    private static void Round(ReviewRound round, StringBuilder text)
    {
        if (round.NotReviewed is { } reason)
            text.Append("\nThe droid's part of this review could not be done (").Append(Words.Inert(reason, 300)).Append("): only rules looked at it.\n");
        if (round.Read is not { } read)
            return;
        if (read.RulesProblem is { } problem)
            text.Append("\nThe review's rules on the base branch cannot be used, so the defaults hold: ").Append(Words.Inert(problem, 500)).Append('\n');
        if (read.LeftOut.Count > 0)
            LeftOut(read.LeftOut, text);
        text.Append($"\n<sub>Round {round.Number} ({(round.IsWhole() ? "all of it" : "what was pushed since the last one")}), mission {Words.Code(Ids.Short(round.Start.MissionId))}: {Words.Cost(round.Spent)}</sub>\n");
    }

    private static void LeftOut(IReadOnlyList<LeftOutFile> files, StringBuilder text)
    {
        text.Append($"\n<details><summary>Not read: {Words.Count(files.Count, "file")}</summary>\n\n");
        foreach (var file in files.Take(MostLeftOut))
            text.Append("- ").Append(Words.Code(file.Path)).Append(": ").Append(Words.Inert(file.Why, 100)).Append('\n');
        if (files.Count > MostLeftOut)
            text.Append($"- … and {files.Count - MostLeftOut} more\n");
        text.Append("\n</details>\n");
    }
}
