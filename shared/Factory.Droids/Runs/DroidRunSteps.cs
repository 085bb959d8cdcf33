using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using MassTransit;

namespace Factory.Droids.Runs;

/// <summary>The verbs of a droid run.</summary>
internal sealed class DroidRunSteps(DroidRoles roles, RunSteering steering, BlobStore blobs, TimeProvider time)
{
    internal const string StreamType = "droid_run";

    public void RememberOrder(BehaviorContext<DroidRunState, StartRun> context)
    {
        var (run, start, now) = (context.Saga, context.Message, time.GetUtcNow());
        run.Start = start;
        run.StepSince = now;
        run.TimeUpAt = now + start.Limits.Time;
        context.Heart().Append(start.RunId, StreamType, new RunStarted(start.MissionId, start.RunId, start.Team, start.Role, start.Order, start.Prompt, start.Task, start.Workspace, start.Limits) { FeatureId = start.FeatureId, PromptHash = start.PromptHash });
        steering.ApplyEarly(context);
        steering.CheckAt(context, RunSteering.Earlier(now + StepTimeouts.Of(nameof(DroidRunStateMachine.Opening)), run.TimeUpAt));
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
        (run.Next, var outcome, var reason) = RunDecision.Next(run, Writes(run), time.GetUtcNow());
        if (run.Next == NextStep.Struggle)
            steering.Nudge(context, reason);
        if (run.Next == NextStep.End)
            (run.Outcome, run.Reason) = (outcome, reason);
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
            new AskModel(start.MissionId, start.RunId, start.Team, start.Role, run.Turn + 1, Role(start).Offered, Math.Max(0, start.Limits.Usd - run.Spent.Usd), Endpoints.Runs(Role(start).Service)) 
            {
                FeatureId = start.FeatureId,
                Escalation = Math.Max(0, run.Struggles.Count - 1),
                Notes = run.Notes,
            });
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
        run.Errors.Add(results.Errors ?? "");
        foreach (var remembered in new[] { run.Fingerprints, run.Errors }.Where(remembered => remembered.Count > StuckDetection.Window))
            remembered.RemoveAt(0);
        run.MalformedTurns = results.Malformed > 0 ? run.MalformedTurns + 1 : 0;
        run.UnchangedTurns = results.Checkpoint is null ? run.UnchangedTurns + 1 : 0;
        if (results.Checkpoint is not null && run.Turn >= run.StruggledAt + StuckDetection.ForgottenAfter)
            run.Struggles.Clear();
        if (results is { Question: { } question, Finish: null })
            steering.RememberQuestion(context, question);
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

    /// <summary>Nothing is overdue: look again later. A step is overdue: ask again, a few times. The run's time is up while it waits: end it.</summary>
    public void CheckProgress(BehaviorContext<DroidRunState> context)
    {
        var (run, now) = (context.Saga, time.GetUtcNow());
        var upAt = RunClock.UpAt(run);
        var overdueAt = run.Question is null || run.Paused ? run.StepSince + StepTimeouts.Of(run.CurrentState) : upAt;
        run.StayWhereItIs = now < overdueAt && (now < upAt || run.Paused);
        if (run.StayWhereItIs)
            steering.CheckAt(context, run.Paused ? overdueAt : RunSteering.Earlier(overdueAt, upAt));
        else if (now >= upAt && !run.Paused)
            Fail(run, RunOutcome.TimeLimit, RunClock.Over(run));
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
        steering.WaitNoLonger(context);
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

    private static bool IsFrom(DroidRunState run, Guid computer) => run.Start.Workspace is null || run.ComputerId == computer;

    private static void Fail(DroidRunState run, RunOutcome outcome, string reason) => (run.Outcome, run.Reason) = (outcome, reason);

    private void AskAgain(BehaviorContext<DroidRunState> context, DateTimeOffset now)
    {
        var run = context.Saga;
        context.Heart().CancelWork(run.CorrelationId);
        steering.CheckAt(context, RunSteering.Earlier(now + StepTimeouts.Of(run.CurrentState), run.TimeUpAt));
        if (++run.Asks < StepTimeouts.AsksAllowed)
        {
            if (run.CurrentState == nameof(DroidRunStateMachine.Acting))
                ForgetComputer(context);
            return;
        }
        var outcome = run.CurrentState == nameof(DroidRunStateMachine.Thinking) ? RunOutcome.ModelUnavailable : RunOutcome.WorkspaceLost;
        Fail(run, outcome, $"no answer while {run.CurrentState.ToLowerInvariant()}, asked {run.Asks} times");
    }

    private void ForgetIfLost(BehaviorContext<DroidRunState> context)
    {
        if (context.Saga.LostComputerId is { } lost && lost == context.Saga.ComputerId)
            ForgetComputer(context);
        context.Saga.LostComputerId = null;
    }

    private void Wait(DroidRunState run) => run.StepSince = time.GetUtcNow();

    private bool Writes(DroidRunState run) => Role(run.Start).Tools.Contains(ToolCatalog.Edit, StringComparer.Ordinal);

    private DroidRole Role(StartRun start) => roles.Of(start.Role);
}
