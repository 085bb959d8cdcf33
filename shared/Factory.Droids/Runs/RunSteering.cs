using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Droids.Roles;
using Factory.Messaging;
using MassTransit;

namespace Factory.Droids.Runs;

/// <summary>What people do to a run, and the factory when it goes round in circles: hold it, say something to it, change its limits, answer it.</summary>
internal sealed class RunSteering(DroidRoles roles, TimeProvider time)
{
    /// <summary>Who a nudge of ours is from.</summary>
    public const string Factory = "factory";

    /// <summary>What came before the order holds from its start on.</summary>
    public void ApplyEarly(BehaviorContext<DroidRunState, StartRun> context)
    {
        if (context.Saga.Limited is { } limited)
            Apply(context, limited);
        if (context.Saga.Paused)
            Hold(context);
    }

    public void ExpectPause(BehaviorContext<DroidRunState, PauseRun> context) => (context.Saga.Paused, context.Saga.SteeredAt) = (true, context.Message.At);

    public void ExpectNoPause(BehaviorContext<DroidRunState, ResumeRun> context) => (context.Saga.Paused, context.Saga.SteeredAt) = (false, context.Message.At);

    public void ExpectLimits(BehaviorContext<DroidRunState, LimitRun> context) => context.Saga.Limited = context.Message;

    public void Pause(BehaviorContext<DroidRunState, PauseRun> context)
    {
        context.Saga.SteeredAt = context.Message.At;
        if (context.Saga.Paused)
            return;
        context.Saga.Paused = true;
        Hold(context);
    }

    /// <summary>The time that a run was paused does not count.</summary>
    public void Resume(BehaviorContext<DroidRunState, ResumeRun> context)
    {
        var run = context.Saga;
        run.SteeredAt = context.Message.At;
        if (!run.Paused)
            return;
        var now = time.GetUtcNow();
        run.Paused = false;
        RunClock.GoOn(run, now);
        if (run.Question is not null)
            run.WaitsSince = now;
        Append(context, new RunResumed(run.CorrelationId) { Waits = run.Question is not null });
        CheckSoon(context, now);
    }

    /// <summary>Changed limits hold from the next turn on; the time counts from when they were asked for.</summary>
    public void Limit(BehaviorContext<DroidRunState, LimitRun> context)
    {
        context.Saga.Limited = context.Message;
        Apply(context, context.Message);
        CheckAt(context, RunClock.UpAt(context.Saga));
    }

    /// <summary>
    /// The droid reads it before its next turn. A model that is thinking now has been asked without it: it comes after that turn, so that history
    /// says what the model saw.
    /// </summary>
    public void Hear(BehaviorContext<DroidRunState, SayToRun> context)
    {
        var (run, said) = (context.Saga, context.Message);
        var underWay = run.CurrentState == nameof(DroidRunStateMachine.Thinking) ? 1 : 0;
        Note(context, said.NoteId, run.Turn + underWay, said.By, said.Text);
        if (run.Question is null)
            return;
        WaitNoLonger(context);
        CheckSoon(context, time.GetUtcNow());
    }

    /// <summary>The run waits for a person, and its mission's time stands still with its own.</summary>
    public void RememberQuestion(BehaviorContext<DroidRunState> context, BlobRef question)
    {
        var (run, now) = (context.Saga, time.GetUtcNow());
        (run.Question, run.WaitsSince) = (question, now);
        RunClock.Stop(run, now);
        Append(context, new QuestionAsked(run.CorrelationId, run.Turn, question));
        context.Heart().Send(Endpoints.Missions, new RunWaits(run.Start.MissionId, run.CorrelationId, run.Turn, now) { Question = question });
        CheckAt(context, RunClock.UpAt(run));
    }

    /// <summary>It was answered, or is over.</summary>
    public void WaitNoLonger(BehaviorContext<DroidRunState> context)
    {
        var (run, now) = (context.Saga, time.GetUtcNow());
        if (run.Question is null)
            return;
        run.Question = null;
        RunClock.GoOn(run, now);
        context.Heart().Send(Endpoints.Missions, new RunWaitsNoLonger(run.Start.MissionId, run.CorrelationId, run.Turn, now));
    }

    /// <summary>Tells the droid that it goes round in circles, and how; what was counted starts anew.</summary>
    public void Nudge(BehaviorContext<DroidRunState> context, string seen)
    {
        var run = context.Saga;
        run.Struggles.Add(seen);
        run.StruggledAt = run.Turn;
        (run.SilentTurns, run.MalformedTurns, run.UnchangedTurns) = (0, 0, 0);
        run.Fingerprints.Clear();
        run.Errors.Clear();
        var text = $"You do not get on ({seen}). Do something else than before: look at another place, state what you know and what you do not, or finish and say honestly why you cannot go on.";
        var blob = context.Heart().Put(run.Start.Team, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");
        Note(context, Ids.Derive(run.CorrelationId, $"nudge-{run.Struggles.Count}"), run.Turn, Factory, blob);
    }

    public bool IsLatest(BehaviorContext<DroidRunState, PauseRun> context) => context.Message.At >= context.Saga.SteeredAt;

    public bool IsLatest(BehaviorContext<DroidRunState, ResumeRun> context) => context.Message.At >= context.Saga.SteeredAt;

    public bool IsLatest(BehaviorContext<DroidRunState, LimitRun> context) => context.Saga.Limited is not { } known || context.Message.At >= known.At;

    /// <summary>The run looks at its clock then.</summary>
    public void CheckAt(BehaviorContext<DroidRunState> context, DateTimeOffset due) =>
        context.Heart().Send(Endpoints.Runs(roles.Of(context.Saga.Start.Role).Service), new CheckRun(context.Saga.CorrelationId), due);

    private void CheckSoon(BehaviorContext<DroidRunState> context, DateTimeOffset now) =>
        CheckAt(context, Earlier(now + StepTimeouts.Of(nameof(DroidRunStateMachine.Thinking)), RunClock.UpAt(context.Saga)));

    public static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    private static void Apply(BehaviorContext<DroidRunState> context, LimitRun limited)
    {
        var run = context.Saga;
        run.Start = run.Start with { Limits = limited.Limits };
        // Its going on adds all the time that it stood.
        run.TimeUpAt = (run.StandsSince ?? limited.At) + limited.Limits.Time;
        Append(context, new RunLimitsChanged(run.CorrelationId, limited.Limits));
    }

    private static void Note(BehaviorContext<DroidRunState> context, Guid id, int afterTurn, string by, BlobRef text)
    {
        context.Saga.Notes++;
        Append(context, new RunNoted(context.Saga.CorrelationId, id, afterTurn, by, text));
    }

    private void Hold(BehaviorContext<DroidRunState> context)
    {
        RunClock.Stop(context.Saga, time.GetUtcNow());
        Append(context, new RunPaused(context.Saga.CorrelationId));
    }

    private static void Append(BehaviorContext<DroidRunState> context, object said) =>
        context.Heart().Append(context.Saga.CorrelationId, DroidRunSteps.StreamType, said);
}
