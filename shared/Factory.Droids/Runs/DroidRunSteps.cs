using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Droids.Roles;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using MassTransit;

namespace Factory.Droids.Runs;

/// <summary>The verbs of a droid run.</summary>
internal sealed class DroidRunSteps(DroidRoles roles, BlobStore blobs, TimeProvider time)
{
    internal const string StreamType = "droid_run";

    public void RememberOrder(BehaviorContext<DroidRunState, StartRun> context)
    {
        var (run, start, now) = (context.Saga, context.Message, time.GetUtcNow());
        run.Start = start;
        run.StepSince = now;
        run.TimeUpAt = now + start.Limits.Time;
        context.Heart().Append(start.RunId, StreamType, new RunStarted(start.MissionId, start.RunId, start.Team, start.Role, start.Order, start.Prompt, start.Task, start.Workspace, start.Limits) { FeatureId = start.FeatureId, PromptHash = start.PromptHash });
        if (run.Paused)
            Hold(context);
        CheckAt(context, Earlier(now + StepTimeouts.Of(nameof(DroidRunStateMachine.Opening)), run.TimeUpAt));
    }

    /// <summary>An order that was served before is answered again; one that was cancelled before it came is answered so.</summary>
    public Task AnswerOrder(BehaviorContext<DroidRunState, StartRun> context)
    {
        if (context.Saga.Start is null)
        {
            context.Saga.Start = context.Message;
            Cancel(context);
        }

        return AnswerAgain(context);
    }

    public void Decide(BehaviorContext<DroidRunState> context)
    {
        var run = context.Saga;
        if (run.StayWhereItIs)
            return;
        (run.Next, var outcome, var reason) = RunDecision.Next(run, time.GetUtcNow());
        if (run.Next != NextStep.End)
            return;
        run.Outcome = outcome;
        run.Reason = reason;
    }

    public void AskForWorkspace(BehaviorContext<DroidRunState> context)
    {
        var start = context.Saga.Start;
        Wait(context.Saga);
        context.Heart().Send(
            Endpoints.Workspaces(Role(start).Service),
            new OpenWorkspace(start.MissionId, start.RunId, start.Team, start.Role, start.Workspace!, context.Saga.Checkpoint, Endpoints.Runs(Role(start).Service)));
    }

    public void AskModel(BehaviorContext<DroidRunState> context)
    {
        var (run, start) = (context.Saga, context.Saga.Start);
        Wait(run);
        context.Heart().Send(
            Endpoints.Router,
            new AskModel(start.MissionId, start.RunId, start.Team, start.Role, run.Turn + 1, Role(start).Tools, Math.Max(0, start.Limits.Usd - run.Spent.Usd), Endpoints.Runs(Role(start).Service)) { FeatureId = start.FeatureId });
    }

    public void AskForTools(BehaviorContext<DroidRunState> context)
    {
        var (run, start) = (context.Saga, context.Saga.Start);
        Wait(run);
        var computer = run.ComputerId is { } id ? Endpoints.Computer(id) : Endpoints.Workspaces(Role(start).Service);
        context.Heart().Send(
            computer,
            new RunTools(start.MissionId, start.RunId, start.Team, start.Role, run.Turn, start.Order, run.Answer!, start.Workspace, run.Checkpoint, Endpoints.Runs(Role(start).Service)));
    }

    public void RememberComputer(BehaviorContext<DroidRunState, WorkspaceOpened> context)
    {
        context.Saga.ComputerId = context.Message.ComputerId;
        context.Saga.Asks = 0;
        context.Heart().Append(context.Saga.CorrelationId, StreamType, new WorkspaceReady(context.Saga.CorrelationId, context.Message.ComputerId, context.Message.Seconds, context.Saga.Checkpoint is not null));
        ForgetIfLost(context);
    }

    public void RememberAnswer(BehaviorContext<DroidRunState, ModelAnswered> context)
    {
        var (run, answer) = (context.Saga, context.Message);
        run.Turn = answer.Turn;
        run.Spent += answer.Spent;
        run.Answer = answer.Calls > 0 ? answer.Answer : null;
        run.CallsFingerprint = answer.Fingerprint;
        run.SilentTurns = answer.Calls > 0 ? 0 : run.SilentTurns + 1;
        run.Asks = 0;
    }

    public void RememberResults(BehaviorContext<DroidRunState, ToolsRun> context)
    {
        var (run, results) = (context.Saga, context.Message);
        run.Answer = null;
        run.Checkpoint = results.Checkpoint ?? run.Checkpoint;
        run.Finish = results.Finish;
        run.LostWorkspaces = 0;
        run.Fingerprints.Add($"{run.CallsFingerprint}:{results.Fingerprint}");
        if (run.Fingerprints.Count > StuckDetection.Window)
            run.Fingerprints.RemoveAt(0);
        run.Asks = 0;
        ForgetIfLost(context);
    }

    public void BlameWorkspace(BehaviorContext<DroidRunState, WorkspaceRefused> context) => Fail(context.Saga, RunOutcome.Failed, context.Message.Reason);

    public void BlameModel(BehaviorContext<DroidRunState, ModelUnavailable> context) => Fail(context.Saga, context.Message.Outcome, context.Message.Reason);

    public void Cancel(BehaviorContext<DroidRunState> context) => Fail(context.Saga, RunOutcome.Cancelled, "cancelled");

    /// <summary>Should the computer come back, it does not record what another one does again.</summary>
    public void CancelTools(BehaviorContext<DroidRunState> context) => context.Heart().CancelWork(context.Saga.CorrelationId);

    /// <summary>The workspace is gone: the next step that needs one opens it elsewhere, from the last checkpoint, and goes on with the same turn.</summary>
    public void ForgetComputer(BehaviorContext<DroidRunState> context)
    {
        var run = context.Saga;
        if (run.ComputerId is { } lost)
            context.Heart().Append(run.CorrelationId, StreamType, new WorkspaceWasLost(run.CorrelationId, lost));
        run.ComputerId = null;
        run.LostWorkspaces++;
    }

    /// <summary>The computer is lost, but what it said before has not arrived: that counts first.</summary>
    public void ExpectLoss(BehaviorContext<DroidRunState, WorkspaceLost> context) => context.Saga.LostComputerId = context.Message.ComputerId;

    public void ExpectPause(BehaviorContext<DroidRunState, PauseRun> context) => (context.Saga.Paused, context.Saga.SteeredAt) = (true, context.Message.At);

    public void ExpectNoPause(BehaviorContext<DroidRunState, ResumeRun> context) => (context.Saga.Paused, context.Saga.SteeredAt) = (false, context.Message.At);

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
        run.TimeUpAt += time.GetUtcNow() - run.PausedSince!.Value;
        (run.Paused, run.PausedSince) = (false, null);
        context.Heart().Append(run.CorrelationId, StreamType, new RunResumed(run.CorrelationId));
        CheckAt(context, Earlier(time.GetUtcNow() + StepTimeouts.Of(nameof(DroidRunStateMachine.Thinking)), run.TimeUpAt));
    }

    /// <summary>Nothing is overdue: look again later. A step is overdue: ask again, a few times. The run's time is up while it waits: end it.</summary>
    public void CheckProgress(BehaviorContext<DroidRunState> context)
    {
        var (run, now) = (context.Saga, time.GetUtcNow());
        var overdueAt = run.StepSince + StepTimeouts.Of(run.CurrentState);
        run.StayWhereItIs = now < overdueAt && (now < run.TimeUpAt || run.Paused);
        if (run.StayWhereItIs)
            CheckAt(context, run.Paused ? overdueAt : Earlier(overdueAt, run.TimeUpAt));
        else if (now >= run.TimeUpAt && !run.Paused)
            Fail(run, RunOutcome.TimeLimit, $"the {run.Start.Limits.Time} of this run are over");
        else
            AskAgain(context, now);
    }

    public void CloseStray(BehaviorContext<DroidRunState, WorkspaceOpened> context)
    {
        if (context.Saga.Outcome is not null || context.Saga.ComputerId != context.Message.ComputerId)
            context.Heart().Send(Endpoints.Computer(context.Message.ComputerId), new CloseWorkspace(context.Saga.CorrelationId));
    }

    public async Task Conclude(BehaviorContext<DroidRunState> context)
    {
        var (run, heart) = (context.Saga, context.Heart());
        if (run.Start is null)
            return;
        heart.CancelWork(run.CorrelationId);
        heart.Append(run.CorrelationId, StreamType, new RunEnded(run.Start.MissionId, run.CorrelationId, run.Outcome!.Value, run.Reason, run.Spent));
        if (run.ComputerId is { } computer)
            heart.Send(Endpoints.Computer(computer), new CloseWorkspace(run.CorrelationId));
        await AnswerAgain(context);
    }

    /// <summary>Tells whoever ordered the run how it ended; saying it again says the same.</summary>
    public async Task AnswerAgain(BehaviorContext<DroidRunState> context)
    {
        var (run, start) = (context.Saga, context.Saga.Start!);
        var order = await blobs.Get(start.Team, start.Order.Id, context.CancellationToken);
        // Not as one expression: null would become an empty memory, not none.
        ReadOnlyMemory<byte>? result = default;
        if (run.Finish is { } finish)
            result = await blobs.Get(start.Team, finish.Result.Id, context.CancellationToken);
        Role(start).Answer(order, new RunReport(run.Outcome!.Value, run.Reason, run.Finish, run.Spent), result, context.Heart());
    }

    public bool IsNextTurn(BehaviorContext<DroidRunState, ModelAnswered> context) => context.Message.Turn == context.Saga.Turn + 1;

    public bool IsNextTurn(BehaviorContext<DroidRunState, ModelUnavailable> context) => context.Message.Turn == context.Saga.Turn + 1;

    public bool IsThisTurn(BehaviorContext<DroidRunState, ToolsRun> context) => context.Message.Turn == context.Saga.Turn && IsFrom(context.Saga, context.Message.ComputerId);

    public bool IsThisTurn(BehaviorContext<DroidRunState, ToolsNotRun> context) => context.Message.Turn == context.Saga.Turn && IsFrom(context.Saga, context.Message.ComputerId);

    public bool IsMyComputer(BehaviorContext<DroidRunState, WorkspaceLost> context) => context.Saga.ComputerId == context.Message.ComputerId;

    /// <summary>The turn that is waited for is lost with it, and is done again elsewhere.</summary>
    public bool IsLostInThisTurn(BehaviorContext<DroidRunState, WorkspaceLost> context) => IsMyComputer(context) && context.Message.Turn != context.Saga.Turn;

    /// <summary>The results of the turn are recorded and on their way.</summary>
    public bool IsLostAfterThisTurn(BehaviorContext<DroidRunState, WorkspaceLost> context) => IsMyComputer(context) && context.Message.Turn == context.Saga.Turn;

    public bool IsLatest(BehaviorContext<DroidRunState, PauseRun> context) => context.Message.At >= context.Saga.SteeredAt;

    public bool IsLatest(BehaviorContext<DroidRunState, ResumeRun> context) => context.Message.At >= context.Saga.SteeredAt;

    private static bool IsFrom(DroidRunState run, Guid computer) => run.Start.Workspace is null || run.ComputerId == computer;

    private static void Fail(DroidRunState run, RunOutcome outcome, string reason) => (run.Outcome, run.Reason) = (outcome, reason);

    private void AskAgain(BehaviorContext<DroidRunState> context, DateTimeOffset now)
    {
        var run = context.Saga;
        context.Heart().CancelWork(run.CorrelationId);
        CheckAt(context, Earlier(now + StepTimeouts.Of(run.CurrentState), run.TimeUpAt));
        if (++run.Asks < StepTimeouts.AsksAllowed)
        {
            if (run.CurrentState == nameof(DroidRunStateMachine.Acting))
                ForgetComputer(context);
            return;
        }
        var outcome = run.CurrentState == nameof(DroidRunStateMachine.Thinking) ? RunOutcome.ModelUnavailable : RunOutcome.WorkspaceLost;
        Fail(run, outcome, $"no answer while {run.CurrentState.ToLowerInvariant()}, asked {run.Asks} times");
    }

    private void Hold(BehaviorContext<DroidRunState> context)
    {
        context.Saga.PausedSince = time.GetUtcNow();
        context.Heart().Append(context.Saga.CorrelationId, StreamType, new RunPaused(context.Saga.CorrelationId));
    }

    private void ForgetIfLost(BehaviorContext<DroidRunState> context)
    {
        if (context.Saga.LostComputerId is { } lost && lost == context.Saga.ComputerId)
            ForgetComputer(context);
        context.Saga.LostComputerId = null;
    }

    private void Wait(DroidRunState run) => run.StepSince = time.GetUtcNow();

    private DroidRole Role(StartRun start) => roles.Of(start.Role);

    private void CheckAt(BehaviorContext<DroidRunState> context, DateTimeOffset due) =>
        context.Heart().Send(Endpoints.Runs(Role(context.Saga.Start).Service), new CheckRun(context.Saga.CorrelationId), due);

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
