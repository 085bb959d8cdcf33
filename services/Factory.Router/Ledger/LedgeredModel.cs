using Factory.Router.Casting;
using Factory.Router.Models;
using Factory.Router.Transcripts;

namespace Factory.Router.Ledger;

/// <summary>A provider's model whose calls are in the ledger, each try for itself.</summary>
internal sealed class LedgeredModel(IModel model, CastModel cast, CallLedger ledger, TranscriptReader transcripts) : IModel
{
    public async Task<ModelAnswer> Ask(ModelCall call, CancellationToken cancellationToken)
    {
        var budget = new CallBudget(ledger, transcripts, cast, call.Ask);
        try
        {
            return budget.Answered(await model.Ask(call with { Budget = budget }, cancellationToken));
        }
        catch (Exception error)
        {
            budget.Failed(error);
            throw;
        }
    }
}
