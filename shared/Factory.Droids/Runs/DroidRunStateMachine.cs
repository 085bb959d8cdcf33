using Factory.Contracts.Runs;
using MassTransit;

namespace Factory.Droids.Runs;

/// <summary>
/// A droid run: opening a workspace, then thinking and acting in turns until the droid finishes, a limit ends it, or a person does. Between turns it may wait for a person.
/// Nothing waits in memory: each wait is a state in a row.
/// </summary>
internal sealed class DroidRunStateMachine : MassTransitStateMachine<DroidRunState>
{
    public DroidRunStateMachine(DroidRunSteps steps, RunSteering steering)
    {
        InstanceState(run => run.CurrentState);
        Correlate();

        Initially(GoOn(When(RunAsked).Then(steps.RememberOrder), steps));

        During(Opening,
            GoOn(When(Opened).Then(steps.RememberComputer), steps),
            GoOn(When(Refused).Then(steps.BlameWorkspace), steps),
            When(Lost).Then(steps.ExpectLoss));

        During(Thinking,
            GoOn(When(Answered, steps.IsNextTurn).Then(steps.RememberAnswer), steps),
            GoOn(When(Unavailable, steps.IsNextTurn).Then(steps.BlameModel), steps),
            When(Lost, steps.IsMyComputer).Then(steps.ForgetComputer));

        During(Acting,
            GoOn(When(Returned, steps.IsThisTurn).Then(steps.RememberResults), steps),
            GoOn(When(NotReturned, steps.IsThisTurn).Then(steps.ForgetComputer), steps),
            GoOn(When(Lost, steps.IsLostInThisTurn).Then(steps.CancelTools).Then(steps.ForgetComputer), steps),
            When(Lost, steps.IsLostAfterThisTurn).Then(steps.ExpectLoss));

        During(Paused,
            When(PauseAsked, steering.IsLatest).Then(steering.Pause),
            GoOn(When(ResumeAsked, steering.IsLatest).Then(steering.Resume), steps),
            When(Lost, steps.IsMyComputer).Then(steps.ForgetComputer));

        During(WaitingForHuman,
            GoOn(When(SaidTo).Then(steering.Hear), steps),
            When(Lost, steps.IsMyComputer).Then(steps.ForgetComputer));

        During([Opening, Thinking, Acting, Paused],
            When(SaidTo).Then(steering.Hear));

        During([Opening, Thinking, Acting, WaitingForHuman],
            When(PauseAsked, steering.IsLatest).Then(steering.Pause),
            When(ResumeAsked, steering.IsLatest).Then(steering.Resume),
            GoOn(When(Checked).Then(steps.CheckProgress), steps));

        During([Opening, Thinking, Acting, WaitingForHuman, Paused],
            When(LimitAsked, steering.IsLatest).Then(steering.Limit),
            GoOn(When(CancelAsked).Then(steps.Cancel), steps));

        // What steers a run may overtake its order: it is kept, and a run that was cancelled never begins.
        Initially(
            When(PauseAsked).Then(steering.ExpectPause).TransitionTo(Expected),
            When(ResumeAsked).Then(steering.ExpectNoPause).TransitionTo(Expected),
            When(LimitAsked).Then(steering.ExpectLimits).TransitionTo(Expected),
            When(SaidTo).Then(steering.Hear).TransitionTo(Expected),
            When(CancelAsked).TransitionTo(Ended));
        During(Expected,
            GoOn(When(RunAsked).Then(steps.RememberOrder), steps),
            When(PauseAsked, steering.IsLatest).Then(steering.ExpectPause),
            When(ResumeAsked, steering.IsLatest).Then(steering.ExpectNoPause),
            When(LimitAsked, steering.IsLatest).Then(steering.ExpectLimits),
            When(SaidTo).Then(steering.Hear),
            When(CancelAsked).TransitionTo(Ended));
        During(Ended, When(RunAsked).ThenAsync(steps.AnswerOrder));

        // Other messages that come late, twice or to the wrong state change nothing; a workspace that nobody waits for is closed again.
        During([Thinking, Acting, WaitingForHuman, Paused, Ended], When(Opened).Then(steps.CloseStray));
        OnUnhandledEvent(late => late.Ignore());
        WhenEnter(Ended, run => run.ThenAsync(steps.Conclude));
    }

    private EventActivityBinder<DroidRunState, T> GoOn<T>(EventActivityBinder<DroidRunState, T> done, DroidRunSteps steps) where T : class => done
        .Then(steps.Decide)
        .If(run => run.Saga.Next == NextStep.Open, run => run.Then(steps.AskForWorkspace).TransitionTo(Opening))
        .If(run => run.Saga.Next is NextStep.Think or NextStep.Struggle, run => run.Then(steps.AskModel).TransitionTo(Thinking))
        .If(run => run.Saga.Next == NextStep.Act, run => run.Then(steps.AskForTools).TransitionTo(Acting))
        .If(run => run.Saga.Next == NextStep.Hold, run => run.TransitionTo(Paused))
        .If(run => run.Saga.Next == NextStep.WaitForHuman, run => run.TransitionTo(WaitingForHuman))
        .If(run => run.Saga.Next == NextStep.End, run => run.TransitionTo(Ended));

    private void Correlate()
    {
        Event(() => RunAsked, run => run.CorrelateById(said => said.Message.RunId).InsertOnInitial = true);
        Event(() => Opened, run => Known(run.CorrelateById(said => said.Message.RunId)));
        Event(() => Refused, run => Known(run.CorrelateById(said => said.Message.RunId)));
        Event(() => Lost, run => Known(run.CorrelateById(said => said.Message.RunId)));
        Event(() => Answered, run => Known(run.CorrelateById(said => said.Message.RunId)));
        Event(() => Unavailable, run => Known(run.CorrelateById(said => said.Message.RunId)));
        Event(() => Returned, run => Known(run.CorrelateById(said => said.Message.RunId)));
        Event(() => NotReturned, run => Known(run.CorrelateById(said => said.Message.RunId)));
        Event(() => CancelAsked, run => run.CorrelateById(said => said.Message.RunId));
        Event(() => PauseAsked, run => run.CorrelateById(said => said.Message.RunId));
        Event(() => ResumeAsked, run => run.CorrelateById(said => said.Message.RunId));
        Event(() => SaidTo, run => run.CorrelateById(said => said.Message.RunId));
        Event(() => LimitAsked, run => run.CorrelateById(said => said.Message.RunId));
        Event(() => Checked, run => Known(run.CorrelateById(said => said.Message.RunId)));
    }

    /// <summary>A message for a run that was never started is a fault, not silence: it ends as a dead letter that people see.</summary>
    private static void Known<T>(IEventCorrelationConfigurator<DroidRunState, T> correlation) where T : class =>
        correlation.OnMissingInstance(missing => missing.Fault());

    /// <summary>Steered before it was asked for.</summary>
    public State Expected { get; } = null!;

    public State Opening { get; } = null!;

    public State Thinking { get; } = null!;

    public State Acting { get; } = null!;

    public State WaitingForHuman { get; } = null!;

    public State Paused { get; } = null!;

    public State Ended { get; } = null!;

    public Event<StartRun> RunAsked { get; } = null!;

    public Event<WorkspaceOpened> Opened { get; } = null!;

    public Event<WorkspaceRefused> Refused { get; } = null!;

    public Event<WorkspaceLost> Lost { get; } = null!;

    public Event<ModelAnswered> Answered { get; } = null!;

    public Event<ModelUnavailable> Unavailable { get; } = null!;

    public Event<ToolsRun> Returned { get; } = null!;

    public Event<ToolsNotRun> NotReturned { get; } = null!;

    public Event<PauseRun> PauseAsked { get; } = null!;

    public Event<ResumeRun> ResumeAsked { get; } = null!;

    public Event<CancelRun> CancelAsked { get; } = null!;

    public Event<SayToRun> SaidTo { get; } = null!;

    public Event<LimitRun> LimitAsked { get; } = null!;

    public Event<CheckRun> Checked { get; } = null!;
}
