using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Reviews;
using MassTransit;

namespace Factory.Reviewer.PullRequests;

/// <summary>
/// The review of a pull request, in rounds: fetch it, read it (rules of its base branch, checks that need no model, what became of earlier findings), have a droid look at what is
/// new, say what was not said. A round is a mission. One is under way at a time; a newer push stops it, and of several that come meanwhile the newest is reviewed.
/// Every answer is remembered; what comes next follows from what is known (<see cref="PullRequestDecision"/>).
/// </summary>
internal sealed class PullRequestStateMachine : MassTransitStateMachine<PullRequestState>
{
    private readonly RoundSteps _steps;
    private readonly RoundPosting _posting;

    public PullRequestStateMachine(RoundSteps steps, RoundPosting posting, ReviewSteering steering, ReviewOrders orders)
    {
        (_steps, _posting) = (steps, posting);
        InstanceState(review => review.CurrentState);
        Correlate();

        Initially(GoOn(When(Asked).ThenAsync(steering.Take)), GoOn(When(Ordered).Then(orders.Obey)), When(StopAsked).Then(steering.Stop).TransitionTo(Idle));

        During(Idle, GoOn(When(Asked).ThenAsync(steering.Take)), GoOn(When(Ordered).Then(orders.Obey)), When(StopAsked).Then(steering.Stop));

        During([Fetching, Reading, Reviewing, Posting, Stopping],
            GoOn(When(Asked).ThenAsync(steering.Take)),
            GoOn(When(Ordered).Then(orders.Obey)),
            GoOn(When(StopAsked).Then(steering.Stop)),
            GoOn(When(CancelAsked).Then(steering.Cancel)),
            GoOn(When(Checked, steps.IsCurrent).Then(steering.CheckProgress)));

        During(Fetching,
            GoOn(When(Fetched, steps.IsCurrent).Then(steps.RememberHead)),
            GoOn(When(NotFetched, steps.IsCurrent).Then(steps.BlamePublisher)));

        During(Reading,
            GoOn(When(Read, steps.IsCurrent).Then(steps.RememberReading)),
            GoOn(When(NotRead, steps.IsCurrent).Then(steps.BlameReading)));

        During(Reviewing,
            GoOn(When(Reviewed, steps.IsCurrent).Then(steps.RememberReview)),
            GoOn(When(NotReviewed, steps.IsCurrent).Then(steps.RememberNoReview)));

        // What was stopped says what it had cost.
        During(Stopping,
            GoOn(When(Reviewed, steps.IsCurrent).Then(review => steps.AddCost(review.Saga.Round!, review.Message.Spent))),
            GoOn(When(NotReviewed, steps.IsCurrent).Then(review => steps.AddCost(review.Saga.Round!, review.Message.Spent))));

        // Proposals are answered whenever Publisher gets to them, also those of rounds that are over.
        During([Idle, Fetching, Reading, Reviewing, Posting, Stopping],
            GoOn(When(Applied).Then(posting.RememberOutput)),
            GoOn(When(Refused).Then(posting.RememberRefusal)));

        // What else comes late, twice or to the wrong state changes nothing.
        OnUnhandledEvent(late => late.Ignore());
    }

    /// <summary>No round is under way.</summary>
    public State Idle { get; } = null!;

    public State Fetching { get; } = null!;

    public State Reading { get; } = null!;

    public State Reviewing { get; } = null!;

    public State Posting { get; } = null!;

    public State Stopping { get; } = null!;

    public Event<StartMission> Asked { get; } = null!;

    public Event<OrderReview> Ordered { get; } = null!;

    public Event<StopReview> StopAsked { get; } = null!;

    public Event<RoundCancelled> CancelAsked { get; } = null!;

    public Event<RoundFetched> Fetched { get; } = null!;

    public Event<RoundNotFetched> NotFetched { get; } = null!;

    public Event<PullRequestRead> Read { get; } = null!;

    public Event<PullRequestNotRead> NotRead { get; } = null!;

    public Event<CommitReviewed> Reviewed { get; } = null!;

    public Event<CommitNotReviewed> NotReviewed { get; } = null!;

    public Event<RoundOutputApplied> Applied { get; } = null!;

    public Event<RoundOutputRefused> Refused { get; } = null!;

    public Event<CheckReview> Checked { get; } = null!;

    /// <summary>A round that ends makes way for the next, in the same message.</summary>
    private EventActivityBinder<PullRequestState, T> GoOn<T>(EventActivityBinder<PullRequestState, T> done) where T : class => done
        .Then(_steps.Decide)
        .If(Is<T>(ReviewStep.Read), review => review.Then(_steps.AskForReading).TransitionTo(Reading))
        .If(Is<T>(ReviewStep.Review), review => review.Then(_steps.AskForReview).TransitionTo(Reviewing))
        .If(Is<T>(ReviewStep.Post), review => review.Then(_posting.Propose).TransitionTo(Posting))
        .If(Is<T>(ReviewStep.Stop), review => review.Then(_steps.StopDroid).TransitionTo(Stopping))
        .If(Is<T>(ReviewStep.End), review => review.Then(_posting.Conclude).Then(_steps.Decide))
        .If(Is<T>(ReviewStep.Begin), review => review.Then(_steps.Begin).TransitionTo(Fetching))
        .If(Is<T>(ReviewStep.Rest), review => review.TransitionTo(Idle));

    private static StateMachineCondition<PullRequestState, T> Is<T>(ReviewStep step) where T : class => review => review.Saga.Next == step;

    private void Correlate()
    {
        Event(() => Asked, review => review.CorrelateById(said => IdOf(said.Message)));
        Event(() => Ordered, review => review.CorrelateById(said => ReviewIds.PullRequest(said.Message.Team, said.Message.PullRequest.Repository, said.Message.PullRequest.Number)));
        Event(() => StopAsked, review => review.CorrelateById(said => ReviewIds.PullRequest(said.Message.Team, said.Message.PullRequest.Repository, said.Message.PullRequest.Number)));
        Event(() => CancelAsked, review => Known(review.CorrelateById(said => said.Message.PullRequestId)));
        Event(() => Fetched, review => Known(review.CorrelateById(said => said.Message.PullRequestId)));
        Event(() => NotFetched, review => Known(review.CorrelateById(said => said.Message.PullRequestId)));
        Event(() => Read, review => Known(review.CorrelateById(said => said.Message.PullRequestId)));
        Event(() => NotRead, review => Known(review.CorrelateById(said => said.Message.PullRequestId)));
        Event(() => Reviewed, review => Known(review.CorrelateById(said => said.Message.FeatureId)));
        Event(() => NotReviewed, review => Known(review.CorrelateById(said => said.Message.FeatureId)));
        Event(() => Applied, review => Known(review.CorrelateById(said => said.Message.PullRequestId)));
        Event(() => Refused, review => Known(review.CorrelateById(said => said.Message.PullRequestId)));
        Event(() => Checked, review => Known(review.CorrelateById(said => said.Message.PullRequestId)));
    }

    /// <summary>An order without a pull request is the saga of itself, which ends its mission at once.</summary>
    private static Guid IdOf(StartMission start) => start.PullRequest is { } pull ? ReviewIds.PullRequest(start.Team, pull.Repository, pull.Number) : start.MissionId;

    /// <summary>A message for a pull request that is not reviewed is a fault, not silence: it ends as a dead letter that people see.</summary>
    private static void Known<T>(IEventCorrelationConfigurator<PullRequestState, T> correlation) where T : class => correlation.OnMissingInstance(missing => missing.Fault());
}
