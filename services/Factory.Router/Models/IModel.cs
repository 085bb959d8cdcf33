using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;

namespace Factory.Router.Models;

/// <summary>What can play a role: a provider's model, or the mechanic.</summary>
internal interface IModel
{
    /// <summary>Asks for the run's next turn. Reads the transcript itself, so that a waiting call holds none of it.</summary>
    /// <exception cref="ModelFailure">The model did not answer.</exception>
    Task<ModelAnswer> Ask(ModelCall call, CancellationToken cancellationToken);
}

/// <param name="Effort">How hard the model is to think, in the provider's own words, for example <c>high</c>; null for its default.</param>
internal sealed record ModelCall(AskModel Ask, string? Effort = null);

/// <param name="Spent">What this one answer cost.</param>
/// <param name="Usage">Null where nothing is counted (the mechanic).</param>
internal sealed record ModelAnswer(Answer Answer, Spending Spent, Usage? Usage = null);
