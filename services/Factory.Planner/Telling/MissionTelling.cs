using System.Globalization;
using System.Text;
using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Runs;
using Factory.Planner.Missions;

namespace Factory.Planner.Telling;

/// <summary>How far a mission is, in words for the place that its signal came from. Pure: from what is known of the mission alone.</summary>
internal static class MissionTelling
{
    /// <summary>Characters of it at most: more does not fit into a chat's message.</summary>
    public const int Longest = 4_000;

    private const int LongestQuote = 1_500;
    private const int LongestAnswer = 2_800;
    private const int MostLines = 12;

    public static ProgressStage Stage(MissionState mission) => mission switch
    {
        { Outcome: not null } => ProgressStage.Ended,
        { WaitsFor: not null } => ProgressStage.Waiting,
        { Rework: not null } => ProgressStage.Working,
        { Published: not null } => ProgressStage.Published,
        { Plan: not null } => ProgressStage.Working,
        _ => ProgressStage.Accepted,
    };

    /// <param name="link">Where the mission can be seen; null for nowhere.</param>
    public static Progress Of(MissionState mission, ToldTexts texts, string? link)
    {
        var stage = Stage(mission);
        var text = new StringBuilder(stage switch
        {
            ProgressStage.Ended => Ended(mission, texts),
            ProgressStage.Waiting => Waiting(mission, texts),
            ProgressStage.Published => Published(mission),
            ProgressStage.Working => Working(mission),
            _ => mission.Start.Kind == MissionKind.Question ? "Looking for an answer." : "Taken on; looking at the repository.",
        });
        var foot = Foot(mission, stage, link);
        if (text.Length + foot.Length > Longest)
            text.Length = Longest - foot.Length - 1;
        return new Progress(stage, text.Append(foot).ToString()) { Url = mission.Published?.PullRequest is not null ? mission.Published.Url : null, Attachment = Attachment(mission, texts) };
    }

    /// <summary>The features of the plan, a line each: those that are in, and those that are to come.</summary>
    public static string Features(MissionState mission) => Lines(
        mission.Plan!.Features.Select((feature, index) => $"- [{(index < mission.FeaturesDone ? 'x' : ' ')}] {InertText.Line(feature.Title)}"));

    /// <summary>What was seen before and with the change, an assertion a line.</summary>
    public static string Evidence(MissionState mission) => mission.Tested is not { } tested ? "" : Lines(
        tested.OnHead.Select(head => $"- {InertText.Line(head.Assertion)}{Statement(mission, head.Assertion)}: {Word(tested.OnBase.FirstOrDefault(seen => seen.Assertion == head.Assertion))} before, {Word(head)} now ({Counts(head.Counts)})"));

    public static string Findings(MissionState mission) => Lines(
        mission.Findings.Select(finding => $"- {finding.Severity.ToString().ToLowerInvariant()}, {Place(finding)}{InertText.Line(finding.Message)}"));

    public static string Cost(Spending spent) => string.Create(CultureInfo.InvariantCulture, $"{spent.Usd:0.00##} USD, {spent.Tokens:n0} tokens, {spent.Turns} turns");

    public static string Identity(MissionState mission, string? link)
    {
        var name = Ids.Short(mission.CorrelationId);
        return link is null ? $"mission `{name}`" : $"[mission `{name}`]({link})";
    }

    /// <summary>What holds, in the words of the contract.</summary>
    public static string Statement(MissionState mission, string assertion) =>
        assertion == Contracts.Features.Evidence.NoRegressions ? " (what passed before)"
        : mission.Plan?.Contract.FirstOrDefault(one => one.Id == assertion) is { } promised ? $" ({InertText.Line(promised.Statement)})" : "";

    public static string Word(Evidence? seen) => seen switch { null => "not looked at", { Passed: true } => "holds", _ => "does not hold" };

    public static string Counts(TestCounts counts) => string.Create(CultureInfo.InvariantCulture, $"{counts.Passed} passed, {counts.Failed} failed{(counts.Skipped > 0 ? $", {counts.Skipped} skipped" : "")}");

    private static string Working(MissionState mission) => mission.Rework is { } rework
        ? $"Reworking {PullRequest(mission)}: {InertText.Line(rework.Why)}."
        : $"Planned, and being built:\n\n{Features(mission)}";

    private static string Waiting(MissionState mission, ToldTexts texts) =>
        $"A droid asks a person, and waits:\n\n{InertText.Quote(texts.Question ?? "(its words are gone)", LongestQuote)}\n\nAnswer with `factory say {Ids.Short(mission.CorrelationId)} \"…\"`.";

    private static string Ended(MissionState mission, ToldTexts texts) => mission.Outcome switch
    {
        MissionOutcome.Published => Published(mission),
        MissionOutcome.Answered when mission.Answer is null => $"**Nothing to do.** {Why(mission)}",
        MissionOutcome.Answered => Answered(mission, texts),
        MissionOutcome.NotAnswered => $"**Not answered.** {Why(mission)}",
        MissionOutcome.Cancelled => $"**Cancelled.** {Why(mission)}{(mission.Published?.PullRequest is null ? "" : $" {PullRequest(mission)} stays as it is.")}",
        MissionOutcome.NotFixed => $"**Not fixed.** {Why(mission)}{Part("Where it stands", mission.Published?.PullRequest is null ? "" : $"- {PullRequest(mission)}")}{Part("What was found", Leads(texts.Leads))}{Part("Evidence", Evidence(mission))}{Part("Findings", Findings(mission))}",
        _ => $"**Failed.** {Why(mission)}{Part("What was found", Leads(texts.Leads))}",
    };

    private static string Published(MissionState mission) =>
        $"**{Standing(mission)}** {PullRequest(mission)} at {InertText.Code(Short(mission.Published!.Commit))}.{Part("Evidence", Evidence(mission))}{Part("Findings left", Findings(mission))}";

    private static string Standing(MissionState mission) => mission switch
    {
        { Settled: { Happening: PullRequestHappening.Merged } merged } => $"Merged by {InertText.Line(merged.By)}:",
        { Settled: { Happening: PullRequestHappening.Reverted } reverted } => $"Taken back by {InertText.Line(reverted.By)} after it was merged:",
        { Settled: { Happening: PullRequestHappening.Closed } closed } => $"Closed by {InertText.Line(closed.By)}:",
        { Outcome: not null, Reason.Length: > 0 } => $"{InertText.Line(mission.Reason)}:",
        _ => "Published:",
    };

    /// <summary>Its address is Publisher's own word.</summary>
    private static string PullRequest(MissionState mission) =>
        mission.Published is { PullRequest: { } pull } published ? $"[pull request {pull.Number}]({published.Url})" : $"branch {InertText.Code(mission.Published!.Branch)}";

    private static string Answered(MissionState mission, ToldTexts texts) =>
        $"{InertText.Quote(texts.Answer ?? "(the answer's words are gone)", LongestAnswer)}{Part("It rests on", Citations(mission))}";

    private static string Citations(MissionState mission) => Lines((mission.Citations ?? []).Select(cited => $"- {InertText.Code(Place(cited))}: {InertText.Line(cited.Supports)}"));

    private static string Place(Contracts.Research.Citation cited) => cited switch
    {
        { Path: { } path, Line: { } line, LastLine: { } last } => $"{path}:{line}-{last}",
        { Path: { } path, Line: { } line } => $"{path}:{line}",
        { Path: { } path } => path,
        _ => Short(cited.Commit ?? ""),
    };

    /// <summary>Places in code that a coder names are a list; anything else is quoted as it is.</summary>
    private static string Leads(string? leads)
    {
        if (string.IsNullOrWhiteSpace(leads))
            return "";
        try
        {
            var places = JsonSerializer.Deserialize<IReadOnlyList<Droids.Roles.SuspiciousPlace>>(leads, JsonSerializerOptions.Web);
            return Lines((places ?? []).Select(place => $"- {InertText.Code($"{place.Path}:{place.Line}")}"));
        }
        catch (JsonException)
        {
            return InertText.Quote(leads, LongestQuote);
        }
    }

    private static BlobRef? Attachment(MissionState mission, ToldTexts texts) =>
        mission.Outcome == MissionOutcome.Answered && texts.Answer is { } answer && InertText.IsCut(answer, LongestAnswer) ? mission.Answer : null;

    private static string Why(MissionState mission) => mission.Reason.Length == 0 ? "" : InertText.Line(mission.Reason, LongestQuote);

    private static string Part(string heading, string lines) => lines.Length == 0 ? "" : $"\n\n{heading}:\n\n{lines}";

    private static string Place(Finding finding) => finding.Path.Length == 0 ? "" : $"{InertText.Code(finding.Line > 0 ? $"{finding.Path}:{finding.Line}" : finding.Path)}: ";

    private static string Lines(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count <= MostLines ? string.Join('\n', all) : $"{string.Join('\n', all.Take(MostLines))}\n- and {all.Count - MostLines} more";
    }

    private static string Short(string commit) => commit[..Math.Min(12, commit.Length)];

    private static string Foot(MissionState mission, ProgressStage stage, string? link) =>
        $"\n\n{Identity(mission, link)}{(stage == ProgressStage.Ended || mission.Spent.Turns > 0 ? $" · {Cost(mission.Spent)}" : "")}";
}
