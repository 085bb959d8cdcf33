using Factory.Contracts.Runs;
using Factory.Router.Casting;

namespace Factory.Router.Models;

/// <summary>No model of the role answered; says of each why.</summary>
internal sealed class NoModelAnswered(IReadOnlyList<(CastModel Model, ModelFailure Failure)> failures)
    : Exception(string.Join(" ", failures.Select(tried => $"{tried.Model.Name}: {tried.Failure.Message}")))
{
    /// <summary>Whether a shorter transcript could be answered.</summary>
    public bool IsTooLong => failures.Any(tried => tried.Failure.Kind == FailureKind.ContextTooLong);

    public RunOutcome Outcome =>
        failures.Count > 0 && failures.All(tried => tried.Failure.Kind == FailureKind.OverBudget) ? RunOutcome.OverBudget : RunOutcome.ModelUnavailable;
}
