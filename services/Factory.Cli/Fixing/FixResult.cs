using System.Text.Json.Serialization;
using Factory.Contracts.Research;
using Factory.History.Costs;
using Factory.MissionControl.Missions;

namespace Factory.Cli.Fixing;

/// <summary>What <c>fix --json</c>, <c>demo --json</c> and <c>ask --json</c> print, once, however they end.</summary>
/// <param name="MissionId">Null where none was begun.</param>
/// <param name="Outcome">published, not-fixed, failed or cancelled; of a question answered, not-answered, failed or cancelled.</param>
/// <param name="Branch">Null where nothing was published, as <paramref name="Commit"/>.</param>
internal sealed record FixResult(Guid? MissionId, string Outcome, string? Branch, string? Commit, IReadOnlyList<FixEvidence> Evidence, double Seconds, FixCost Cost, string? Reason)
{
    /// <summary>Where the change can be read and merged; absent where there is no pull request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PullRequestView? PullRequest { get; init; }

    /// <summary>Of a question that was answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Answer { get; init; }

    /// <summary>What the answer rests on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Citation>? Citations { get; init; }

    public static FixResult Of(MissionView mission, double seconds) => new(
        mission.MissionId,
        mission.Result ?? "failed",
        mission.Branch,
        // A commit that was proven and not published is no result.
        mission.Branch is null ? null : mission.Commit,
        [.. mission.OnHead.Select(seen => new FixEvidence(seen.Assertion, seen.Passed, seen.Commit, seen.LogHash, seen.Seconds))],
        Math.Round(seconds, 3),
        new FixCost(mission.Spent.Usd, mission.Spent.Tokens) { Models = mission.Costs },
        mission.Reason)
    {
        PullRequest = mission.PullRequest,
        Answer = mission.Answer,
        Citations = mission.Answer is null ? null : mission.Citations,
    };

    /// <summary>It did not come to an outcome.</summary>
    /// <param name="missionId">Null where no mission was begun.</param>
    public static FixResult Failed(Guid? missionId, string reason, double seconds) => new(missionId, "failed", null, null, [], Math.Round(seconds, 3), new FixCost(0, 0), reason);
}

internal sealed record FixEvidence(string Assertion, bool Passed, string Commit, string LogHash, double Seconds);

internal sealed record FixCost(decimal Usd, long Tokens)
{
    /// <summary>By role and model; empty where only the mechanic played.</summary>
    public IReadOnlyList<CostRow> Models { get; init; } = [];
}
