using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;

namespace Factory.Router.Models;

/// <summary>What can play a role: a provider's model, or the mechanic.</summary>
internal interface IModel
{
    /// <summary>Asks for the run's next turn. Reads the transcript itself, so that a waiting call holds none of it.</summary>
    /// <exception cref="ModelFailure">The model did not answer.</exception>
    Task<ModelAnswer> Ask(AskModel ask, CancellationToken cancellationToken);
}

/// <param name="Spent">What this one answer cost.</param>
internal sealed record ModelAnswer(Answer Answer, Spending Spent);
