using Factory.Contracts.Features;

namespace Factory.Planner.Gate;

/// <summary>Whether a commit may go on, and if not, why not.</summary>
internal sealed record GateDecision(bool Opened, IReadOnlyList<string> Reasons);

/// <summary>
/// Decides from evidence alone. Every assertion of the contract must have been seen failing on exactly this base and passing at exactly this
/// commit, nothing that passed before may fail, and no finding may block. What a droid claims is not asked for.
/// </summary>
internal static class GateRules
{
    public static GateDecision Decide(Change change, IReadOnlyList<Assertion> contract, IReadOnlyList<Evidence> onBase, IReadOnlyList<Evidence> onHead, IEnumerable<Finding> blocking)
    {
        var atBase = onBase.Where(seen => seen.Commit == change.BaseCommit).ToList();
        var atCommit = onHead.Where(seen => seen.Commit == change.Commit).ToList();
        List<string> reasons =
        [
            .. contract.SelectMany(assertion => Missing(assertion, atBase, atCommit)),
            .. Regressions(atCommit, change.Commit),
            .. blocking.Select(finding => $"the review blocks it: {finding.Rule} in {finding.Path}: {finding.Message}"),
        ];
        if (contract.Count == 0)
            reasons.Add("the contract is empty: nothing was promised that could be seen");
        return new GateDecision(reasons.Count == 0, reasons);
    }

    /// <summary>Of a change of documents alone nothing else was promised: nothing that passed before may fail.</summary>
    public static GateDecision DecideDocuments(Change change, IReadOnlyList<Evidence> onHead)
    {
        List<string> reasons = [.. Regressions([.. onHead.Where(seen => seen.Commit == change.Commit)], change.Commit)];
        return new GateDecision(reasons.Count == 0, reasons);
    }

    private static IEnumerable<string> Missing(Assertion assertion, List<Evidence> atBase, List<Evidence> atCommit)
    {
        var (before, after) = (Of(assertion.Id, atBase), Of(assertion.Id, atCommit));
        if (after.Count == 0)
            yield return $"{assertion.Id} was not seen at this commit";
        else if (after.Exists(seen => !seen.Passed))
            yield return $"{assertion.Id} does not hold at this commit: {assertion.Statement}";
        if (before.Count == 0)
            yield return $"{assertion.Id} was not seen on base";
        else if (before.Exists(seen => seen.Passed))
            yield return $"{assertion.Id} held before the change already, so it proves nothing";
    }

    private static IEnumerable<string> Regressions(List<Evidence> atCommit, string commit)
    {
        var regressions = Of(Evidence.NoRegressions, atCommit);
        if (regressions.Count == 0)
            yield return $"nobody saw whether tests that passed before still pass at {commit[..Math.Min(12, commit.Length)]}";
        else if (regressions.Exists(seen => !seen.Passed))
            yield return "tests that passed before fail with the change";
    }

    /// <summary>All of them: where two pieces contradict each other, the worse one counts.</summary>
    private static List<Evidence> Of(string assertion, List<Evidence> seen) => seen.FindAll(piece => piece.Assertion == assertion);
}
