using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.History;

namespace Factory.Reviewer.PullRequests.Writing;

/// <summary>The check of a reviewed commit.</summary>
internal static class CheckText
{
    public const string Name = "factory/review";

    /// <summary>As many as a forge takes with one request.</summary>
    private const int MostAnnotations = 50;

    public static string Title(IReadOnlyList<TrackedFinding> findings)
    {
        var open = findings.Where(finding => finding.State == FindingState.Open).ToList();
        var blocking = open.Count(finding => finding.Finding.Severity == Severity.Blocking);
        return open.Count == 0 ? "No open finding" : $"{Words.Count(open.Count, "open finding")}{(blocking > 0 ? $", {blocking} blocking" : "")}";
    }

    public static IReadOnlyList<CheckAnnotation> Annotations(IReadOnlyList<TrackedFinding> findings) =>
    [
        .. findings.Where(finding => finding.State == FindingState.Open && finding.Finding.Path.Length > 0)
            .OrderByDescending(finding => finding.Finding.Severity).ThenBy(finding => finding.Finding.Path, StringComparer.Ordinal)
            .Take(MostAnnotations)
            .Select(finding => new CheckAnnotation(finding.Finding.Path, Line(finding), Line(finding), finding.Finding.Severity, OneLine.Of(Factory.Workspaces.Scanning.Redaction.Of($"{finding.ShortId} ({finding.Finding.Rule}): {finding.Finding.Message}"), 1_000))),
    ];

    public static string Mission(Guid missionId) => $"Mission {Ids.Short(missionId)}";

    private static int Line(TrackedFinding finding) => Math.Max(1, finding.Finding.Line);
}
