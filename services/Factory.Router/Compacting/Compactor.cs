using System.Text;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History;
using Factory.Messaging;
using Factory.Router.Casting;
using Factory.Router.Choosing;
using Factory.Router.Ledger;
using Factory.Router.Probing;
using Factory.Router.Protocols;
using Factory.Router.Transcripts;

namespace Factory.Router.Compacting;

/// <summary>
/// Keeps transcripts within their models' windows: at a share of the window, at the border of a turn, old turns are replaced by a summary in what
/// models are shown. History keeps them; rules and task always stay as they are.
/// </summary>
internal sealed class Compactor(TranscriptReader transcripts, WrittenSummary words, TokenEstimates estimates, ModelCards cards, CallLedger ledger, Heart heart) : IDisposable
{
    private const string StreamType = "droid_run";
    private const int Tries = 3;

    /// <summary>A transcript and its summary are in memory while it is made: a few at a time.</summary>
    private readonly SemaphoreSlim gate = new(2);

    /// <summary>Compacts where the transcript takes too much of the window.</summary>
    /// <param name="model">The model that is asked: its window counts.</param>
    /// <param name="forced">The provider said that it does not fit.</param>
    /// <returns>Whether something was compacted.</returns>
    public async Task<bool> Compact(AskModel ask, CastModel model, bool forced, CancellationToken cancellationToken)
    {
        if (model.Provider == Provider.Mechanic)
            return false;
        var seen = (await cards.For(model, cancellationToken))?.ContextTokens ?? int.MaxValue;
        var (estimate, window) = (estimates.For(model), Math.Min(model.ContextTokens, seen));
        Task<CastAnswer?>? written = null;
        for (var attempt = 1; ; attempt++)
        {
            var transcript = await transcripts.Before(ask, cancellationToken);
            if (CompactionPlan.For(transcript, ask.Turn, estimate.Bytes(window), forced) is not { } plan)
                return false;
            try
            {
                // Asked once, however often the recording is tried: it may take a minute, and is paid for.
                var facts = await Summarise(ask, transcript, plan, cancellationToken);
                written ??= words.Ask(ask, cancellationToken);
                await Record(ask, transcript, plan, estimate, new Summary(facts, await written), cancellationToken);
                return true;
            }
            catch (ConcurrencyConflict) when (attempt < Tries)
            {
                // Something was said meanwhile, or another replica compacted it: look again.
                await transcripts.Read(ask.RunId, cancellationToken);
            }
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task Record(AskModel ask, RunTranscript transcript, CompactionPlan plan, TokenEstimate estimate, Summary made, CancellationToken cancellationToken)
    {
        var (facts, written) = made;
        var summary = Encoding.UTF8.GetBytes(written is null ? facts : facts + WrittenSummary.Section(written));
        var compacted = new TranscriptCompacted(
            ask.RunId, plan.UpToTurn, BlobStore.Describe(ask.Team, summary), 0, 0, written?.Model.Name ?? CastModel.MechanicName, written?.Answered.Spent ?? Spending.None) { CutResultsTo = plan.CutResultsTo };
        var (before, after) = (transcript.BytesBefore(ask.Turn), (transcript with { Compacted = compacted }).BytesBefore(ask.Turn));
        await heart.InTransaction(
            transaction =>
            {
                transaction.Put(ask.Team, summary, "text/markdown; charset=utf-8");
                transaction.Append(new StreamAppend(
                    ask.RunId, StreamType, transcript.Version, [compacted with { TokensBefore = estimate.Tokens(before), TokensAfter = estimate.Tokens(after) }]));
                if (written is not null)
                    ledger.Settle(transaction, ask, written.Model.Name, written.Answered);
                return Task.CompletedTask;
            },
            cancellationToken);
        await transcripts.Read(ask.RunId, cancellationToken);
    }

    /// <summary>Always from the whole beginning, which history keeps: a summary is never made from a summary.</summary>
    private async Task<string> Summarise(AskModel ask, RunTranscript transcript, CompactionPlan plan, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var summary = new RunSummary();
            foreach (var turn in transcript.Turns.Where(turn => turn.Turn <= plan.UpToTurn))
                summary.Add(turn.Turn, await transcripts.Answer(ask.Team, turn.Answer, cancellationToken), await transcripts.Results(ask.Team, turn.Results, null, cancellationToken));
            foreach (var note in transcript.Notes.Where(note => note.AfterTurn < plan.UpToTurn))
                summary.AddNote(await transcripts.Text(ask.Team, note.Text, cancellationToken));
            return summary.Render(plan.UpToTurn);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <param name="Written">What a model adds; null for nothing.</param>
    private sealed record Summary(string Facts, CastAnswer? Written);
}
