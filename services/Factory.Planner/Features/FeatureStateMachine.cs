using Factory.Contracts.Features;
using MassTransit;

namespace Factory.Planner.Features;

/// <summary>
/// A feature: code, then what the tester sees of it, then the review; sent back with the reasons a bounded number of times. Every answer is
/// remembered; what comes next follows from what is known (<see cref="FeatureDecision"/>).
/// </summary>
internal sealed class FeatureStateMachine : MassTransitStateMachine<FeatureState>
{
    public FeatureStateMachine(FeatureSteps steps, FeatureSteering steering)
    {
        InstanceState(feature => feature.CurrentState);
        Correlate();

        Initially(GoOn(When(Asked).Then(steps.RememberOrder), steps));

        During(Coding,
            GoOn(When(Written, steps.IsCurrentAttempt).Then(steps.RememberCode), steps),
            GoOn(When(NotWritten, steps.IsCurrentAttempt).Then(steps.EndWithoutCode), steps));

        During(Testing,
            GoOn(When(Tested, steps.IsCurrentCommit).ThenAsync(steps.JudgeEvidence), steps),
            GoOn(When(NotTested, steps.IsCurrentCommit).Then(steps.BlameTester), steps));

        During(Reviewing,
            GoOn(When(Reviewed, steps.IsCurrentCommit).Then(steps.JudgeReview), steps),
            GoOn(When(NotReviewed, steps.IsCurrentCommit).Then(steps.BlameReviewer), steps));

        During(Paused,
            When(PauseAsked, steering.IsLatest).Then(steering.Pause),
            GoOn(When(ResumeAsked, steering.IsLatest).Then(steering.Resume), steps));

        // What was stopped says what it had cost.
        During(Stopping,
            GoOn(When(Written, steps.IsCurrentAttempt).Then(feature => steps.AddCost(feature.Saga, feature.Message.Spent)), steps),
            GoOn(When(NotWritten, steps.IsCurrentAttempt).Then(feature => steps.AddCost(feature.Saga, feature.Message.Spent)), steps),
            GoOn(When(Reviewed, steps.IsCurrentCommit).Then(feature => steps.AddCost(feature.Saga, feature.Message.Spent)), steps),
            GoOn(When(NotReviewed, steps.IsCurrentCommit).Then(feature => steps.AddCost(feature.Saga, feature.Message.Spent)), steps),
            GoOn(When(Checked).Then(steps.WaitNoLonger), steps));

        During([Coding, Testing, Reviewing],
            When(PauseAsked, steering.IsLatest).Then(steering.Pause),
            When(ResumeAsked, steering.IsLatest).Then(steering.Resume),
            GoOn(When(Checked).Then(steps.CheckProgress), steps));

        During([Coding, Testing, Reviewing, Paused],
            When(SaidTo).Then(steering.Hear),
            When(LimitAsked, steering.IsLatest).Then(steering.Limit));

        During([Coding, Testing, Reviewing, Paused], GoOn(When(CancelAsked).Then(steps.Cancel), steps));

        // What steers a feature may overtake its order: it is kept, and a feature that was cancelled never begins.
        Initially(
            When(PauseAsked).Then(steering.Pause).TransitionTo(Expected),
            When(ResumeAsked).Then(steering.Resume).TransitionTo(Expected),
            When(SaidTo).Then(steering.Hear).TransitionTo(Expected),
            When(LimitAsked).Then(steering.Limit).TransitionTo(Expected),
            When(CancelAsked).TransitionTo(Ended));
        During(Expected,
            GoOn(When(Asked).Then(steps.RememberOrder), steps),
            When(PauseAsked, steering.IsLatest).Then(steering.Pause),
            When(ResumeAsked, steering.IsLatest).Then(steering.Resume),
            When(SaidTo).Then(steering.Hear),
            When(LimitAsked, steering.IsLatest).Then(steering.Limit),
            When(CancelAsked).TransitionTo(Ended));
        During(Ended, When(Asked).Then(steps.AnswerCancelled));

        // What comes late, twice or to the wrong state changes nothing.
        OnUnhandledEvent(late => late.Ignore());
        WhenEnter(Ended, feature => feature.Then(steps.Conclude));
    }

    /// <summary>Steered before it was asked for.</summary>
    public State Expected { get; } = null!;

    public State Coding { get; } = null!;

    public State Testing { get; } = null!;

    public State Reviewing { get; } = null!;

    public State Paused { get; } = null!;

    public State Stopping { get; } = null!;

    public State Ended { get; } = null!;

    public Event<StartFeature> Asked { get; } = null!;

    public Event<CodeWritten> Written { get; } = null!;

    public Event<CodeNotWritten> NotWritten { get; } = null!;

    public Event<CommitTested> Tested { get; } = null!;

    public Event<CommitNotTested> NotTested { get; } = null!;

    public Event<CommitReviewed> Reviewed { get; } = null!;

    public Event<CommitNotReviewed> NotReviewed { get; } = null!;

    public Event<PauseFeature> PauseAsked { get; } = null!;

    public Event<ResumeFeature> ResumeAsked { get; } = null!;

    public Event<CancelFeature> CancelAsked { get; } = null!;

    public Event<SayToFeature> SaidTo { get; } = null!;

    public Event<LimitFeature> LimitAsked { get; } = null!;

    public Event<CheckFeature> Checked { get; } = null!;

    private EventActivityBinder<FeatureState, T> GoOn<T>(EventActivityBinder<FeatureState, T> done, FeatureSteps steps) where T : class => done
        .Then(steps.Decide)
        .If(Is<T>(FeatureStep.Code), feature => feature.Then(steps.AskForCode).TransitionTo(Coding))
        .If(Is<T>(FeatureStep.Test), feature => feature.Then(steps.AskForEvidence).TransitionTo(Testing))
        .If(Is<T>(FeatureStep.Review), feature => feature.Then(steps.AskForReview).TransitionTo(Reviewing))
        .If(Is<T>(FeatureStep.Hold), feature => feature.TransitionTo(Paused))
        .If(Is<T>(FeatureStep.Stop), feature => feature.TransitionTo(Stopping))
        .If(Is<T>(FeatureStep.End), feature => feature.TransitionTo(Ended));

    private static StateMachineCondition<FeatureState, T> Is<T>(FeatureStep step) where T : class => feature => feature.Saga.Next == step;

    private void Correlate()
    {
        Event(() => Asked, feature => feature.CorrelateById(said => said.Message.FeatureId).InsertOnInitial = true);
        Event(() => CancelAsked, feature => feature.CorrelateById(said => said.Message.FeatureId));
        Event(() => Written, feature => Known(feature.CorrelateById(said => said.Message.FeatureId)));
        Event(() => NotWritten, feature => Known(feature.CorrelateById(said => said.Message.FeatureId)));
        Event(() => Tested, feature => Known(feature.CorrelateById(said => said.Message.SubjectId)));
        Event(() => NotTested, feature => Known(feature.CorrelateById(said => said.Message.SubjectId)));
        Event(() => Reviewed, feature => Known(feature.CorrelateById(said => said.Message.FeatureId)));
        Event(() => NotReviewed, feature => Known(feature.CorrelateById(said => said.Message.FeatureId)));
        Event(() => Checked, feature => Known(feature.CorrelateById(said => said.Message.FeatureId)));
        Event(() => PauseAsked, feature => feature.CorrelateById(said => said.Message.FeatureId));
        Event(() => SaidTo, feature => feature.CorrelateById(said => said.Message.FeatureId));
        Event(() => LimitAsked, feature => feature.CorrelateById(said => said.Message.FeatureId));
        Event(() => ResumeAsked, feature => feature.CorrelateById(said => said.Message.FeatureId));
    }

    /// <summary>A message for a feature that was never started is a fault, not silence: it ends as a dead letter that people see.</summary>
    private static void Known<T>(IEventCorrelationConfigurator<FeatureState, T> correlation) where T : class => correlation.OnMissingInstance(missing => missing.Fault());
}
