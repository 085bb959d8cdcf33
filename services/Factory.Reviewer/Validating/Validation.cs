using Factory.Contracts.Features;
using Factory.Droids.Roles;

namespace Factory.Reviewer.Validating;

/// <summary>What the second pass makes of the candidates of the first.</summary>
/// <param name="Problem">Why the verdicts cannot be taken, for the droid; null when they can.</param>
/// <param name="Confirmed">With their triggers.</param>
internal sealed record Validation(string? Problem, IReadOnlyList<Finding> Confirmed, IReadOnlyList<DroppedFinding> Dropped)
{
    /// <summary>A candidate counts only with a trigger. One that is refuted, or whose trigger cannot be stated, is dropped, and kept on record as such.</summary>
    public static Validation Of(IReadOnlyList<Finding> candidates, IReadOnlyList<CandidateVerdict>? verdicts)
    {
        if (Faults(candidates, verdicts ?? []) is { Count: > 0 } faults)
            return new Validation($"{string.Join(' ', faults)} Give 'verdicts': exactly one for each of the {candidates.Count} candidates by its number.", [], []);
        var (confirmed, dropped) = (new List<Finding>(), new List<DroppedFinding>());
        foreach (var verdict in (verdicts ?? []).OrderBy(verdict => verdict.Candidate))
        {
            var candidate = candidates[verdict.Candidate - 1];
            if (verdict.Verdict == ReviewVerdict.Confirmed)
                confirmed.Add(candidate with { Trigger = verdict.Trigger!.Trim(), Suggestion = verdict.SuggestionHolds ? candidate.Suggestion : null });
            else
                dropped.Add(new DroppedFinding(candidate, Why(verdict)));
        }

        return new Validation(null, confirmed, dropped);
    }

    private static List<string> Faults(IReadOnlyList<Finding> candidates, IReadOnlyList<CandidateVerdict> verdicts)
    {
        var faults = new List<string>();
        foreach (var verdict in verdicts.Where(verdict => verdict.Candidate < 1 || verdict.Candidate > candidates.Count))
            faults.Add($"There is no candidate {verdict.Candidate}.");
        foreach (var verdict in verdicts.Where(verdict => verdict.Verdict == ReviewVerdict.Confirmed && string.IsNullOrWhiteSpace(verdict.Trigger)))
            faults.Add($"Candidate {verdict.Candidate} is confirmed without a trigger: state the input or the steps that show the fault, and what happens; or say unclear.");
        for (var number = 1; number <= candidates.Count; number++)
        {
            var count = verdicts.Count(verdict => verdict.Candidate == number);
            if (count != 1)
                faults.Add($"Candidate {number} has {(count == 0 ? "no verdict" : $"{count} verdicts")}.");
        }

        return faults;
    }

    private static string Why(CandidateVerdict verdict)
    {
        var word = verdict.Verdict == ReviewVerdict.Refuted ? "refuted" : "no trigger could be stated";
        return string.IsNullOrWhiteSpace(verdict.Reason) ? word : $"{word}: {verdict.Reason.Trim()}";
    }
}
