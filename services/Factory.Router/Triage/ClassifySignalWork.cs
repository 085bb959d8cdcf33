using System.Text.Json;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Contracts.Triage;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Router.Asking;
using Factory.Router.Choosing;
using Factory.Router.Ledger;
using Factory.Router.Models;
using Factory.Router.Transcripts;

namespace Factory.Router.Triage;

/// <summary>
/// Asks a model what a signal asks for. Question and answer are a droid run of one turn, without tools and without a workspace: it is asked, paid and recorded as any
/// turn is, and an answer that history has is not asked for again.
/// </summary>
internal sealed class ClassifySignalWork(
    TriageCast cast, RoleModels models, TranscriptReader transcripts, UnrecordedAnswers unrecorded, CallLedger ledger, Heart heart, TimeProvider time) : ILeasedWork<ClassifySignal>
{
    private const string StreamType = "droid_run";

    public Guid Key(ClassifySignal command) => command.AskId;

    public async Task<Recording> Do(ClassifySignal command, LeaseContext lease, CancellationToken ct)
    {
        var ask = new AskModel(command.MissionId, command.AskId, command.Team, RoleNames.Triage, 1, [ToolCatalog.Finish], command.BudgetUsd, command.ReplyTo);
        if (cast.Plan(command, ask) is not { } plan)
            return transaction => transaction.Send(command.ReplyTo, new SignalClassified(command.SignalId, command.AskId, IsCast: false, null, null));
        try
        {
            return await Known(command, await Begun(command, ct), ct) ?? await Record(command, ask, await Ask(ask, plan, command.Until, ct), ct);
        }
        catch (NoModelAnswered none)
        {
            return End(command, none.Outcome, none.Message, none.Decisions);
        }
        catch (TimeoutException)
        {
            return End(command, RunOutcome.TimeLimit, "no model answered in time.", []);
        }
        catch (Exception error) when (error is BlobErased or BlobMissing)
        {
            return End(command, RunOutcome.Failed, error.Message, []);
        }
    }

    public Recording GiveUp(ClassifySignal command, Exception error) => transaction => Unknown(transaction, command, $"no model could be asked: {error.Message}");

    /// <exception cref="TimeoutException">Nobody waits for it any more.</exception>
    private async Task<TimedAnswer> Ask(AskModel ask, CallPlan plan, DateTimeOffset until, CancellationToken ct)
    {
        if (unrecorded.Find(ask) is { } paid)
            return paid;
        var (began, left) = (time.GetTimestamp(), until - time.GetUtcNow());
        if (left <= TimeSpan.Zero)
            throw new TimeoutException();
        using var patience = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            var answer = new TimedAnswer(await models.Ask(ask, plan, either.Token), time.GetElapsedTime(began).TotalSeconds);
            unrecorded.Keep(ask, answer);
            return answer;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    /// <summary>The run, begun where it was not: a process that had the work before may have got so far.</summary>
    private async Task<RunTranscript> Begun(ClassifySignal command, CancellationToken ct)
    {
        try
        {
            return await transcripts.Read(command.AskId, ct);
        }
        catch (TranscriptMissing)
        {
            await Begin(command, ct);
            return await transcripts.Read(command.AskId, ct);
        }
    }

    private async Task Begin(ClassifySignal command, CancellationToken ct)
    {
        var left = command.Until - time.GetUtcNow();
        var started = new RunStarted(command.MissionId, command.AskId, command.Team, RoleNames.Triage, command.Task, command.Prompt, command.Task, null, new RunLimits(left > TimeSpan.Zero ? left : TimeSpan.Zero, 1, command.BudgetUsd)) { PromptHash = command.PromptHash };
        try
        {
            await heart.InTransaction(
                transaction =>
                {
                    transaction.Append(new StreamAppend(command.AskId, StreamType, 0, [started]));
                    return Task.CompletedTask;
                },
                ct);
        }
        catch (ConcurrencyConflict)
        {
            // Another process took it over and was first.
        }
    }

    /// <summary>What to say without asking: it was answered, or ended, before.</summary>
    private async Task<Recording?> Known(ClassifySignal command, RunTranscript run, CancellationToken ct)
    {
        if (run.Latest is { } answered)
        {
            var (answer, problem) = TriageReading.Of(await transcripts.Answer(command.Team, answered.Answer.Id, ct), answered.Model);
            return transaction => Say(transaction, command, answer, problem);
        }

        return run.Ended ? transaction => Unknown(transaction, command, "it was asked before, and no model answered.") : null;
    }

    /// <summary>The expected version keeps two that were asked the same from both recording; paid is paid all the same.</summary>
    private async Task<Recording> Record(ClassifySignal command, AskModel ask, TimedAnswer timed, CancellationToken ct)
    {
        var run = await transcripts.Read(command.AskId, ct);
        var known = await Known(command, run, ct);
        return transaction =>
        {
            if (known is null)
                Record(transaction, command, timed, run.Version);
            else
                known(transaction);
            ledger.Settle(transaction, ask, timed.Cast.Model.Name, timed.Cast.Answered);
        };
    }

    private static void Record(HeartTransaction transaction, ClassifySignal command, TimedAnswer timed, long version)
    {
        var (model, answered) = timed.Cast;
        var said = RecordedAnswer.Of(answered.Answer);
        var blob = transaction.Put(command.Team, JsonSerializer.SerializeToUtf8Bytes(said, DroidJson.Options), "application/json");
        var turn = new TurnAnswered(command.AskId, 1, model.Name, blob, said.Calls.Count, answered.Spent, timed.Seconds) { Usage = answered.Usage, PromptHash = command.PromptHash };
        var ended = new RunEnded(command.MissionId, command.AskId, RunOutcome.Completed, "", answered.Spent);
        transaction.Append(new StreamAppend(command.AskId, StreamType, version, [.. timed.Cast.Decisions, turn, ended]));
        var (answer, problem) = TriageReading.Of(said, model.Name);
        Say(transaction, command, answer, problem);
    }

    private static Recording End(ClassifySignal command, RunOutcome outcome, string reason, IReadOnlyList<object> decisions) => transaction =>
    {
        transaction.Append(new StreamAppend(command.AskId, StreamType, null, [.. decisions, new RunEnded(command.MissionId, command.AskId, outcome, reason, Spending.None)]));
        Unknown(transaction, command, reason);
    };

    private static void Unknown(HeartTransaction transaction, ClassifySignal command, string problem) => Say(transaction, command, null, problem);

    private static void Say(HeartTransaction transaction, ClassifySignal command, Classification? answer, string? problem) =>
        transaction.Send(command.ReplyTo, new SignalClassified(command.SignalId, command.AskId, IsCast: true, answer, problem));
}
