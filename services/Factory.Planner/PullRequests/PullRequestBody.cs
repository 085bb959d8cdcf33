using System.Text;
using Factory.Contracts.Features;
using Factory.Planner.Missions;
using Factory.Planner.Telling;

namespace Factory.Planner.PullRequests;

/// <summary>What a pull request says of itself: cause, change, evidence, what is left, cost, and the mission it comes from. Pure.</summary>
internal static class PullRequestBody
{
    private const int LongestDescription = 20_000;

    /// <param name="description">Docs' words for the change; null where they were erased.</param>
    /// <param name="link">Where the mission can be seen; null for nowhere.</param>
    public static string Of(MissionState mission, string? description, string? link)
    {
        var body = new StringBuilder();
        Add(body, "Cause", Cause(mission));
        Add(body, "Change", string.IsNullOrWhiteSpace(description) ? InertText.Line(mission.Docs!.Title) : InertText.Markdown(description, LongestDescription));
        if (mission.Plan?.Features.Count > 1)
            Add(body, "Steps", MissionTelling.Features(mission));
        Add(body, "Evidence", Evidence(mission));
        Add(body, "Findings left", MissionTelling.Findings(mission));
        return body.Append("---\n").Append(MissionTelling.Identity(mission, link)).Append(" · ").Append(MissionTelling.Cost(mission.Spent)).Append('\n').ToString();
    }

    /// <summary>The issue of the same repository that the pull request settles; null for none.</summary>
    public static long? Closes(MissionState mission) =>
        mission.Start.Origin?.Issue is { IsPullRequest: false } issue && string.Equals(issue.Repository, mission.Start.Repository.Path, StringComparison.OrdinalIgnoreCase) ? issue.Number : null;

    private static string Cause(MissionState mission)
    {
        var origin = mission.Start.Origin;
        var by = origin?.Author is { } author ? $" Reported by {InertText.Code(author)} ({InertText.Line(origin.Source)})." : "";
        return $"{InertText.Line(mission.Start.Title)}.{by}".Replace("..", ".", StringComparison.Ordinal);
    }

    private static string Evidence(MissionState mission)
    {
        if (mission.Tested is not { } tested)
            return "";
        var table = new StringBuilder("| what must hold | before | with this change |\n| --- | --- | --- |");
        foreach (var head in tested.OnHead)
            table.Append($"\n| {InertText.Line(head.Assertion)}{MissionTelling.Statement(mission, head.Assertion)} | {Cell(tested.OnBase.FirstOrDefault(seen => seen.Assertion == head.Assertion))} | {Cell(head)} |");
        return table.Append($"\n\nSeen by the tester in a clean checkout of {InertText.Code(tested.Commit)}, and signed.").ToString();
    }

    private static string Cell(Evidence? seen) => seen is null ? "not looked at" : $"{MissionTelling.Word(seen)} ({MissionTelling.Counts(seen.Counts)})";

    private static void Add(StringBuilder body, string heading, string text)
    {
        if (text.Length > 0)
            body.Append("### ").Append(heading).Append("\n\n").Append(text).Append("\n\n");
    }
}
