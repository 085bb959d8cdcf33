using Factory.Router.Casting;
using Factory.Router.Models;

namespace Factory.Router.Protocols;

/// <summary>
/// Asks once more in the same turn when the calls of an answer cannot be read, and shows what was wrong. What cannot be read then is handed over as it is, and the
/// computer tells the model; only an answer that was cut twice is none.
/// </summary>
/// <param name="model">Counts each request for itself: the first is a failed call that was paid for.</param>
internal sealed class RepairingModel(IModel model, CastModel cast) : IModel
{
    public async Task<ModelAnswer> Ask(ModelCall call, CancellationToken cancellationToken)
    {
        MalformedAnswer first;
        try
        {
            return await model.Ask(call, cancellationToken);
        }
        catch (MalformedAnswer malformed)
        {
            first = malformed;
        }

        try
        {
            var left = call.Ask.BudgetUsd - cast.Price.Of(first.Spent!);
            return await model.Ask(call with { Ask = call.Ask with { BudgetUsd = left }, Again = first }, cancellationToken);
        }
        catch (ModelFailure failure) when (failure is not MalformedAnswer && !first.Said.Cut)
        {
            // The turn was paid for: what there is of it is better than nothing.
            return first.AsItIs;
        }
    }
}
