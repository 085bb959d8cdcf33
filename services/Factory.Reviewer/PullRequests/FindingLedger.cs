using Factory.Contracts.Features;
using Factory.Contracts.Reviews;

namespace Factory.Reviewer.PullRequests;

/// <summary>What a round makes of the findings: those that are new, back, gone or stale.</summary>
/// <param name="Findings">All of them, after the round.</param>
/// <param name="Fixed">Open before, and gone.</param>
internal sealed record FindingLedger(
    IReadOnlyList<TrackedFinding> Findings, IReadOnlyList<TrackedFinding> Opened, IReadOnlyList<TrackedFinding> CameBack, IReadOnlyList<TrackedFinding> Fixed, IReadOnlyList<TrackedFinding> Stale)
{
    private const int MostFindings = 500;

    /// <summary>A droid that looks again may name a line beside the one it named before.</summary>
    private const int Around = 3;

    /// <param name="read">What the rules found in all of the pull request, and where earlier findings of droids are now.</param>
    /// <param name="found">What a droid found in this round.</param>
    public static FindingLedger Of(IReadOnlyList<TrackedFinding> before, PullRequestRead read, IReadOnlyList<Finding> found)
    {
        var byRule = read.Findings.Where(finding => finding.Severity >= read.Limits.Least && finding.Place is not null).ToDictionary(finding => finding.Place!.Fingerprint, StringComparer.Ordinal);
        var seen = read.Known.ToDictionary(one => one.Fingerprint, StringComparer.Ordinal);
        var after = before.Select(finding => finding.ByRule ? ByRule(finding, byRule) : ByPlace(finding, seen)).ToList();
        foreach (var finding in byRule.Values.Where(finding => !before.Any(known => known.ByRule && known.Fingerprint() == finding.Place!.Fingerprint)))
            Open(after, finding, byRule: true);
        foreach (var finding in found.Where(finding => finding.Severity >= read.Limits.Least && finding.Place is not null))
        {
            // Of two in this round, that one names the other's lines is no sign that they are one.
            if (after.FindIndex(known => known.Fingerprint() == finding.Place!.Fingerprint) is var same && (same >= 0 ? same : after.FindIndex(0, before.Count, known => IsAtSamePlace(known, finding))) is var at and >= 0)
                after[at] = after[at].State == FindingState.Fixed ? after[at] with { Finding = finding, State = FindingState.Open, SaidIn = null, HasComment = false } : after[at];
            else
                Open(after, finding, byRule: false);
        }

        return Compare(before, after);
    }

    private static FindingLedger Compare(IReadOnlyList<TrackedFinding> before, List<TrackedFinding> after)
    {
        var earlier = before.ToDictionary(finding => finding.ShortId, finding => finding.State, StringComparer.Ordinal);
        List<TrackedFinding> Became(FindingState state) => [.. after.Where(finding => finding.State == state && earlier.TryGetValue(finding.ShortId, out var was) && was != state)];
        return new FindingLedger(after, [.. after.Where(finding => !earlier.ContainsKey(finding.ShortId))], Became(FindingState.Open), Became(FindingState.Fixed), Became(FindingState.Stale));
    }

    /// <summary>A rule looks at all of it each time. What came back was resolved, and is said again.</summary>
    private static TrackedFinding ByRule(TrackedFinding known, Dictionary<string, Finding> found) => (known.State, found.GetValueOrDefault(known.Fingerprint())) switch
    {
        (FindingState.Dismissed, _) => known,
        (FindingState.Open, { } still) => known with { Finding = still },
        (_, { } again) => known with { Finding = again, State = FindingState.Open, SaidIn = null, HasComment = false },
        (_, null) => known with { State = FindingState.Fixed },
    };

    private static TrackedFinding ByPlace(TrackedFinding known, Dictionary<string, SeenFinding> seen) => known.State is FindingState.Open or FindingState.Stale && seen.GetValueOrDefault(known.Fingerprint()) is { } now
        ? known with { State = now.State, Finding = known.Finding with { Path = now.Path, Line = now.Line } }
        : known;

    private static bool IsAtSamePlace(TrackedFinding known, Finding finding)
    {
        var (old, place) = (known.Finding.Place!, finding.Place!);
        if (known.ByRule || known.State is FindingState.Fixed)
            return false;
        return (place.Hunk.Length > 0 && old.Hunk == place.Hunk && old.Symbol == place.Symbol)
            || (known.SaidIn is not null && known.Finding.Path == finding.Path && old.Symbol == place.Symbol && place.Symbol.Length > 0 && Math.Abs(known.Finding.Line - finding.Line) <= Around);
    }

    private static void Open(List<TrackedFinding> findings, Finding finding, bool byRule)
    {
        if (findings.Count < MostFindings)
            findings.Add(new TrackedFinding(ShortId(findings, finding.Place!.Fingerprint), finding, FindingState.Open) { ByRule = byRule });
    }

    private static string ShortId(List<TrackedFinding> findings, string fingerprint)
    {
        for (var length = 4; length < fingerprint.Length; length++)
        {
            if (!findings.Exists(finding => finding.ShortId == $"F-{fingerprint[..length]}"))
                return $"F-{fingerprint[..length]}";
        }

        return $"F-{fingerprint}-{findings.Count}";
    }
}
