using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Router.Choosing;

namespace Factory.Router.Models;

/// <summary>No model of the role answered, or none may be asked; says of each why.</summary>
/// <param name="candidates">All that were looked at, those that may not be asked included.</param>
internal sealed class NoModelAnswered(IReadOnlyList<ModelAttempt> failures, IReadOnlyList<Candidate> candidates)
    : Exception(string.Join(" ", failures.Select(tried => $"{tried.Model.Name}: {tried.Failure.Message}").Concat(Excluded(failures, candidates))))
{
    public RunOutcome Outcome =>
        failures.Count > 0 && failures.All(tried => tried.Failure.Kind == FailureKind.OverBudget) ? RunOutcome.OverBudget : RunOutcome.ModelUnavailable;

    /// <summary>Whether a shorter transcript could be answered.</summary>
    public bool IsTooLong => failures.Any(tried => tried.Failure.Kind == FailureKind.ContextTooLong);

    /// <summary>What was decided, for history; empty where there was nothing to choose.</summary>
    public IReadOnlyList<object> Decisions { get; init; } = [];

    private static IEnumerable<string> Excluded(IReadOnlyList<ModelAttempt> failures, IReadOnlyList<Candidate> candidates) => candidates
        .Where(candidate => candidate.Score is null)
        .Select((candidate, index) => $"{(failures.Count == 0 && index == 0 ? "No model may be asked for this role. " : "")}{candidate.Model}: {candidate.Why}.");
}
