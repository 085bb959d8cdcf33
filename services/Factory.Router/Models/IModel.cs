using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Router.Ledger;
using Factory.Router.Protocols;

namespace Factory.Router.Models;

/// <summary>What can play a role: a provider's model, or the mechanic.</summary>
internal interface IModel
{
    /// <summary>Asks for the run's next turn. Reads the transcript itself, so that a waiting call holds none of it.</summary>
    /// <exception cref="ModelFailure">The model did not answer.</exception>
    Task<ModelAnswer> Ask(ModelCall call, CancellationToken cancellationToken);
}

/// <param name="Effort">How hard the model is to think, in the provider's own words, for example <c>high</c>; null for its default.</param>
internal sealed record ModelCall(AskModel Ask, string? Effort = null)
{
    /// <summary>The call's money. A model reserves (<see cref="CallBudget.OutputTokens"/>) when it knows the size of its request and before it sends anything; null where the ledger does not count, as when models are probed.</summary>
    public CallBudget? Budget { get; init; }

    /// <summary>Called when the first byte of an answer has come, perhaps more than once; null where nobody waits for that.</summary>
    public Action? Began { get; init; }

    /// <summary>What is asked in place of going on with the work, said by the user after the transcript; null for the next turn.</summary>
    public string? Question { get; init; }

    /// <summary>The answer that this call is to mend; null for none.</summary>
    public MalformedAnswer? Again { get; init; }
}

/// <param name="Spent">What this one answer cost.</param>
/// <param name="Usage">Null where nothing is counted (the mechanic).</param>
internal sealed record ModelAnswer(Answer Answer, Spending Spent, Usage? Usage = null)
{
    /// <summary>The call in the ledger, which the recording settles; null where the ledger does not count.</summary>
    public Guid? CallId { get; init; }
}
