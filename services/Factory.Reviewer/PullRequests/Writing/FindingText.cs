using System.Text;
using Factory.Contracts.Features;
using Factory.Contracts.Reviews;

namespace Factory.Reviewer.PullRequests.Writing;

/// <summary>What is said about one finding.</summary>
internal static class FindingText
{
    private const int LongestMessage = 2_000;

    /// <summary>Of a comment at its lines, which Publisher begins with how grave it is. Its last line is what people type to answer.</summary>
    public static string Comment(TrackedFinding finding) =>
        $"{What(finding)}\n\n<sub>{finding.ShortId} · `/factory explain {finding.ShortId}` · `/factory ignore {finding.ShortId}`</sub>";

    /// <summary>Of a finding that no line of the diff can bear.</summary>
    public static string Item(TrackedFinding finding) => $"- {finding.ShortId} {Words.Where(finding.Finding)} {Said(finding).Replace("\n\n", " ", StringComparison.Ordinal)}";

    /// <summary>What is said to who asks.</summary>
    public static string Explanation(TrackedFinding finding)
    {
        var text = new StringBuilder().Append("**").Append(finding.ShortId).Append("** ").Append(Words.Where(finding.Finding)).Append(" (").Append(State(finding.State)).Append(")\n\n").Append(Said(finding)).Append("\n\n");
        text.Append(RuleTexts.Of(finding.Finding.Rule) ?? "A reviewer found this while reading the change; a second pass, which knew nothing of the first but this, stated how it shows.").Append("\n\n");
        if (finding.Finding.Place is { Symbol.Length: > 0, HunkLines: > 0 } place)
            text.Append("It is known again by its lines in ").Append(Words.Code(place.Symbol)).Append(", wherever they move. ");
        return text.Append("If it is none, say `/factory ignore ").Append(finding.ShortId).Append("`.").ToString();
    }

    public static string State(FindingState state) => state.ToString().ToLowerInvariant();

    private static string Said(TrackedFinding finding) => $"**{Capital(Words.Grave(finding.Finding.Severity))}** {What(finding)}";

    private static string What(TrackedFinding tracked)
    {
        var finding = tracked.Finding;
        var said = $"({Words.Code(finding.Rule)}) {Words.Inert(finding.Message, LongestMessage)}";
        return finding.Trigger is { } trigger ? $"{said}\n\nShown by: {Words.Inert(trigger, LongestMessage)}" : said;
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
