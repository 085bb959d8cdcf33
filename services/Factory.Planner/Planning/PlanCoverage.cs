using Factory.Contracts.Features;
using Factory.Contracts.Planning;

namespace Factory.Planner.Planning;

/// <summary>What is left of a plan once the tester droid has written the tests that its contract lacked, or could not.</summary>
/// <param name="LeftOut">Titles of features of which nothing could be proven, and of those that depend on one of them.</param>
internal sealed record PlanCoverage(IReadOnlyList<PlannedFeature> Features, IReadOnlyList<Assertion> Contract, IReadOnlyList<UncoveredAssertion> Uncovered, IReadOnlyList<string> LeftOut)
{
    /// <summary>The assertions that nothing proves yet.</summary>
    public static IReadOnlyList<Assertion> Missing(IReadOnlyList<Assertion> contract) => [.. contract.Where(assertion => assertion is { Tests.Count: 0, Command: null })];

    /// <param name="covered">Assertions with the tests that were written for them.</param>
    /// <param name="why">Why an assertion has none, by its id.</param>
    public static PlanCoverage Of(IReadOnlyList<PlannedFeature> features, IReadOnlyList<Assertion> contract, IReadOnlyList<Assertion> covered, Func<string, string> why)
    {
        var proven = covered.ToDictionary(assertion => assertion.Id, StringComparer.Ordinal);
        var whole = contract.Select(assertion => proven.GetValueOrDefault(assertion.Id, assertion)).ToList();
        var uncovered = Missing(whole).Select(assertion => new UncoveredAssertion(assertion.Id, assertion.Statement, why(assertion.Id))).ToList();
        var left = whole.Where(assertion => !uncovered.Exists(one => one.Id == assertion.Id)).ToList();
        var kept = Keep(features, [.. left.Select(assertion => assertion.Id)]);
        return new PlanCoverage(kept, left, uncovered, [.. features.Where(feature => !kept.Exists(one => one.Title == feature.Title && one.Id == feature.Id)).Select(feature => feature.Title)]);
    }

    /// <summary>Features come after those that they depend on, so one look at each is enough.</summary>
    private static List<PlannedFeature> Keep(IReadOnlyList<PlannedFeature> features, HashSet<string> provable)
    {
        var kept = new List<PlannedFeature>();
        foreach (var feature in features)
        {
            var named = feature.Assertions ?? [];
            var left = named.Where(provable.Contains).ToList();
            var hasProof = named.Count == 0 ? provable.Count > 0 : left.Count > 0;
            if (hasProof && (feature.DependsOn ?? []).All(id => kept.Exists(one => one.Id == id)))
                kept.Add(named.Count == 0 ? feature : feature with { Assertions = left });
        }

        return kept;
    }
}
