using System.Text.Json;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Droids.Roles;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Router.Casting;
using Factory.Router.Choosing;
using Factory.Router.Compacting;
using Factory.Router.Ledger;
using Factory.Router.Models;
using Factory.Settings;
using Factory.Router.Transcripts;

namespace Factory.Router.Asking;

/// <summary>
/// Asks a model for a run's next turn. While the model thinks, no transaction is open and nothing of the transcript is held; a turn that history
/// has an answer of is not asked again.
/// </summary>
internal sealed class AskModelWork(
    TranscriptReader transcripts, MissionCastings castings, RoleModels models, Compactor compactor, UnrecordedAnswers unrecorded, CallLedger ledger, TimeProvider time) : ILeasedWork<AskModel>
{
    private const string StreamType = "droid_run";

    public Guid Key(AskModel command) => command.RunId;

    public async Task<Recording> Do(AskModel command, LeaseContext lease, CancellationToken ct)
    {
        try
        {
            // Two short reads at once.
            var casting = castings.Read(command, ct);
            var known = Known(command, ct);
            await Task.WhenAll(casting, known);
            return await known ?? await Record(command, await Ask(command, casting, ct), ct);
        }
        catch (NoModelAnswered none)
        {
            return Unavailable(command, none.Outcome, none.Message, none.Decisions);
        }
        catch (Exception error) when (error is TranscriptMissing or BlobErased or BlobMissing or SettingsFileException)
        {
            return Unavailable(command, RunOutcome.Failed, error.Message);
        }
    }

    public Recording GiveUp(AskModel command, Exception error) =>
        Unavailable(command, RunOutcome.Failed, $"Turn {command.Turn} could not be asked for: {error.Message}");

    private async Task<TimedAnswer> Ask(AskModel ask, Task<MissionCasting?> casting, CancellationToken cancellationToken)
    {
        if (unrecorded.Find(ask) is { } paid)
        {
            return paid;
        }

        var started = time.GetTimestamp();
        var plan = await models.Plan(ask, casting, cancellationToken);
        var answer = await AskWhatFits(ask, plan, cancellationToken);
        var timed = new TimedAnswer(answer, time.GetElapsedTime(started).TotalSeconds);
        unrecorded.Keep(ask, timed);
        return timed;
    }

    /// <summary>Our estimate of tokens may be wrong: where a provider says that it is too long, it is compacted once more.</summary>
    private async Task<CastAnswer> AskWhatFits(AskModel ask, CallPlan plan, CancellationToken cancellationToken)
    {
        if (plan.First is not { } first)
            return await models.Ask(ask, plan, cancellationToken);
        await compactor.Compact(ask, first, forced: false, cancellationToken);
        try
        {
            return await models.Ask(ask, plan, cancellationToken);
        }
        catch (NoModelAnswered none) when (none.IsTooLong)
        {
            if (!await compactor.Compact(ask, first, forced: true, cancellationToken))
                throw;
        }

        return await models.Ask(ask, plan, cancellationToken);
    }

    /// <summary>What to record without asking: the turn is answered already, or the run is over.</summary>
    private async Task<Recording?> Known(AskModel ask, CancellationToken cancellationToken) =>
        await Known(ask, await transcripts.Read(ask.RunId, cancellationToken), cancellationToken);

    private async Task<Recording?> Known(AskModel ask, RunTranscript transcript, CancellationToken cancellationToken)
    {
        if (transcript.Latest is { } later && later.Turn > ask.Turn)
        {
            // The run went on with this turn's answer long ago.
            return _ => { };
        }

        if (transcript.Latest is { } answered && answered.Turn == ask.Turn)
        {
            var answer = await transcripts.Answer(ask.Team, answered.Answer.Id, cancellationToken);
            var reply = new ModelAnswered(ask.RunId, ask.Turn, answered.Answer, answered.Calls, Fingerprint.Of(answer), answered.Spent);
            return transaction => transaction.Send(ask.ReplyTo, reply);
        }

        return transcript.Ended ? Unavailable(ask, RunOutcome.Cancelled, "The run has ended.") : null;
    }

    /// <summary>
    /// The expected version keeps two routers that were asked the same from both recording: the second's transaction fails, and its next attempt
    /// finds the turn answered.
    /// </summary>
    private async Task<Recording> Record(AskModel ask, TimedAnswer timed, CancellationToken cancellationToken)
    {
        var transcript = await transcripts.Read(ask.RunId, cancellationToken);
        var known = await Known(ask, transcript, cancellationToken);
        return transaction =>
        {
            if (known is null)
                Record(transaction, ask, timed, transcript);
            else
                known(transaction);

            // Paid is paid, also where somebody else's answer was recorded first.
            ledger.Settle(transaction, ask, timed.Cast.Model.Name, timed.Cast.Answered);
        };
    }

    private static void Record(HeartTransaction transaction, AskModel ask, TimedAnswer timed, RunTranscript transcript)
    {
        var (cast, seconds) = timed;
        var (model, answered) = cast;
        var answer = RecordedAnswer.Of(answered.Answer);
        var blob = transaction.Put(ask.Team, JsonSerializer.SerializeToUtf8Bytes(answer, DroidJson.Options), "application/json");
        var calls = answer.Calls.Count;
        var turn = new TurnAnswered(ask.RunId, ask.Turn, model.Name, blob, calls, answered.Spent, seconds) { Usage = answered.Usage, PromptHash = transcript.Started.PromptHash };
        transaction.Append(new StreamAppend(ask.RunId, StreamType, transcript.Version, [.. cast.Decisions, turn]));
        transaction.Send(ask.ReplyTo, new ModelAnswered(ask.RunId, ask.Turn, blob, calls, Fingerprint.Of(answer), answered.Spent));
    }

    private static Recording Unavailable(AskModel ask, RunOutcome outcome, string reason, IReadOnlyList<object>? decisions = null) => transaction =>
    {
        if (decisions is { Count: > 0 })
            transaction.Append(new StreamAppend(ask.RunId, StreamType, null, decisions));
        transaction.Send(ask.ReplyTo, new ModelUnavailable(ask.RunId, ask.Turn, outcome, reason));
    };
}
