using Factory.MissionControl.Missions;

namespace Factory.Cli.Fixing;

/// <summary>What <c>fix --json</c> and <c>demo --json</c> print.</summary>
internal sealed record FixResult(Guid? MissionId, string Outcome, string? Branch, string? Commit, IReadOnlyList<FixEvidence> Evidence, double Seconds, FixCost Cost, string? Reason)
{
    public static FixResult Of(MissionView mission, double seconds) => new(
        mission.MissionId,
        mission.Outcome ?? "failed",
        mission.Branch,
        mission.Commit,
        [.. mission.OnHead.Select(seen => new FixEvidence(seen.Assertion, seen.Passed, seen.Commit, seen.LogHash, seen.Seconds))],
        Math.Round(seconds, 3),
        new FixCost(mission.Spent.Usd, mission.Spent.Tokens),
        mission.Reason);

    public static FixResult Refused(string reason, double seconds) => new(null, "failed", null, null, [], Math.Round(seconds, 3), new FixCost(0, 0), reason);
}

internal sealed record FixEvidence(string Assertion, bool Passed, string Commit, string LogHash, double Seconds);

internal sealed record FixCost(decimal Usd, long Tokens);
