using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Contracts.Runs;

namespace Factory.Planner.Planning;

/// <summary>What a plan may come to when nothing is sent back: guessed from the planner's turns, since nothing else is known yet.</summary>
internal static class PlanGuess
{
    /// <summary>Of a coder, where the planner does not say.</summary>
    private const int TurnsOfCoder = 10;

    /// <summary>Of each run beside the coders': the reviews, the tester's where tests are missing, the docs'.</summary>
    private const int TurnsOfOthers = 5;

    private const int Cents = 4;

    /// <param name="planning">What the planner's run spent: its turns are the price that is known.</param>
    public static PlanEstimate Of(IReadOnlyList<PlannedFeature> features, IReadOnlyList<Assertion> contract, Spending planning)
    {
        var others = features.Count + 1 + (PlanCoverage.Missing(contract).Count > 0 ? 1 : 0);
        var turns = features.Sum(feature => feature.Turns ?? TurnsOfCoder) + others * TurnsOfOthers;
        var price = planning.Turns > 0 ? planning.Usd / planning.Turns : 0;
        return new PlanEstimate(features.Count + others, turns, Math.Round(turns * price, Cents));
    }
}
