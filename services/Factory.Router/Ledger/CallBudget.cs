using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Router.Casting;
using Factory.Router.Models;
using Factory.Router.Transcripts;

namespace Factory.Router.Ledger;

/// <summary>The money of one call to one model: reserved when its size is known, before anything is sent.</summary>
internal sealed class CallBudget(CallLedger ledger, TranscriptReader transcripts, CastModel model, AskModel ask)
{
    /// <summary>Of models that stopped without a count; most write slower.</summary>
    private const int OutputTokensPerSecond = 100;

    private const int CharactersPerToken = 4;

    private readonly Guid id = Guid.CreateVersion7();
    private readonly long began = ledger.Time.GetTimestamp();
    private Usage? estimate;
    private bool reserved;

    /// <summary>Reserves what the call may cost.</summary>
    /// <param name="inputTokens">As measured or estimated.</param>
    /// <param name="least">Output tokens with less than which an answer is of no use.</param>
    /// <param name="most">Output tokens that the model may write.</param>
    /// <returns>The output tokens that the call may ask for, from <paramref name="least"/> to <paramref name="most"/>.</returns>
    /// <exception cref="ModelFailure">A budget does not allow the call.</exception>
    public async ValueTask<int> OutputTokens(long inputTokens, int least, int most, CancellationToken ct)
    {
        if (!model.Price.IsKnown)
            throw new ModelFailure(FailureKind.OverBudget, UnknownPrice.Of(model));
        var affordable = model.Price.OutputTokensFor(ask.BudgetUsd, inputTokens, most);
        if (affordable < least)
            throw new ModelFailure(FailureKind.OverBudget, $"reading about {inputTokens:N0} tokens and answering would cost more than the {ask.BudgetUsd} US dollars that are left.");
        estimate = new Usage(inputTokens, 0, affordable, true);
        var wanted = new CallEstimate(
            model.Price.Of(inputTokens, affordable), model.Price.Of(inputTokens, least), inputTokens + affordable, inputTokens + least);
        var run = (await transcripts.Before(ask, ct)).Limits;
        if (await ledger.Reserve(id, ask, run, model, wanted, ct) is not { } grant)
            return affordable;
        reserved = true;
        var tokens = Math.Min(affordable, grant.Tokens - inputTokens);
        return (int)Math.Max(least, Math.Min(tokens, model.Price.OutputTokensFor(grant.Usd, inputTokens, affordable)));
    }

    /// <summary>What the provider counted, held against what can be, with the call's id: the recording settles it.</summary>
    public ModelAnswer Answered(ModelAnswer answered)
    {
        if (answered.Usage is not { } counted)
            return answered;
        var usage = UsageCheck.Sane(counted, (estimate ?? counted) with { OutputTokens = Written(answered.Answer) }, model);
        var usd = model.Price.Of(usage);
        if (reserved)
            ledger.Used(id, LedgerUse.Of(usd, usage));
        return answered with { Spent = new Spending(usd, usage.InputTokens + usage.OutputTokens, 1), Usage = usage, CallId = id };
    }

    /// <summary>No answer came of it; what the provider charges all the same is booked, estimated where nobody knows.</summary>
    public void Failed(Exception error)
    {
        if (!reserved)
            return;
        var usage = error switch
        {
            ModelFailure { Spent: { } counted } => UsageCheck.Sane(counted, estimate!, model),
            ModelFailure => null,

            // Hung up on, by a cancelled run or a stopping process: most providers charge what was read and written until then.
            _ => Guess(),
        };
        ledger.End(id, usage is null ? null : LedgerUse.Of(model.Price.Of(usage), usage));
    }

    private static long Written(Answer answer) => (answer.Text.Length + answer.Calls.Sum(call => (long)call.Arguments.Length)) / CharactersPerToken + 1;

    private Usage Guess()
    {
        var written = (long)(ledger.Time.GetElapsedTime(began).TotalSeconds * OutputTokensPerSecond);
        return estimate! with { OutputTokens = Math.Min(estimate.OutputTokens, written) };
    }
}
