using Factory.Contracts.Features;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Planning;
using Factory.Contracts.Repositories;
using Factory.Contracts.Research;
using Factory.Contracts.Runs;
using Factory.Planner.PullRequests;
using Factory.Planner.Telling;
using MassTransit;

namespace Factory.Planner.Missions;

/// <summary>
/// A mission: fetch the repository, plan, build the features one after another, write the words, see the result for ourselves, pass the gate,
/// publish, and, where the change is a pull request, follow it until it is merged or closed. Every answer is remembered; what comes next follows from what is
/// known (<see cref="MissionDecision"/>).
/// </summary>
internal sealed class MissionStateMachine : MassTransitStateMachine<MissionState>
{
    private readonly MissionResearch _research;
    private readonly OriginTeller _origin;
    private readonly PullRequestLife _pullRequest;

    public MissionStateMachine(MissionSteps steps, MissionSteering steering, MissionResearch research, OriginTeller origin, PullRequestLife pullRequest, Reworking reworking)
    {
        (_research, _origin, _pullRequest) = (research, origin, pullRequest);
        InstanceState(mission => mission.CurrentState);
        Correlate();

        Initially(GoOn(When(Asked).Then(steps.RememberOrder).Then(origin.Acknowledge), steps));

        During(Fetching,
            GoOn(When(Fetched).Then(steps.RememberRepository), steps),
            GoOn(When(Unusable).Then(steps.BlameRepository), steps));

        During(Researching,
            GoOn(When(Answered).Then(research.Answer), steps),
            GoOn(When(NotAnswered).Then(research.EndUnanswered), steps));

        During(Planning,
            GoOn(When(Planned).Then(steps.RememberPlan), steps),
            GoOn(When(NotPlanned).Then(steps.RememberWhyNoPlan), steps));

        During(Reproducing,
            GoOn(When(Reproduced).Then(steps.RememberReproduction), steps),
            GoOn(When(NotReproduced).Then(steps.RememberNoTests), steps));

        During(Building,
            GoOn(When(FeatureIn, steps.IsCurrentFeature).Then(steps.RememberFeature), steps),
            GoOn(When(FeatureOut, steps.IsCurrentFeature).Then(steps.EndWithoutFeature), steps));

        During(Documenting,
            GoOn(When(Documented).Then(steps.RememberDocs), steps),
            GoOn(When(NotDocumented).Then(steps.BlameDocs), steps));

        During(Verifying,
            GoOn(When(Tested, steps.IsCurrentCommit).ThenAsync(steps.PassGate), steps),
            GoOn(When(NotTested, steps.IsCurrentCommit).Then(steps.BlameTester), steps));

        During(Publishing,
            GoOn(When(Published).Then(steps.RememberBranch), steps),
            GoOn(When(NotPublished).Then(steps.BlamePublisher), steps));

        // The mission's time stands still: people read. What they ask for is gathered, and due together.
        During(InReview,
            When(PauseAsked, steering.IsLatest).Then(steering.Pause),
            When(ResumeAsked, steering.IsLatest).Then(steering.Resume).Then(pullRequest.LookSoon),
            GoOn(When(Checked).ThenAsync(reworking.Look), steps));

        During(Paused,
            When(PauseAsked, steering.IsLatest).Then(steering.Pause),
            GoOn(When(ResumeAsked, steering.IsLatest).Then(steering.Resume), steps));

        // What was stopped says what it had cost.
        During(Stopping,
            GoOn(When(Answered).Then(mission => steering.AddCost(mission.Saga, mission.Message.Spent)), steps),
            GoOn(When(NotAnswered).Then(mission => steering.AddCost(mission.Saga, mission.Message.Spent)), steps),
            GoOn(When(Planned).Then(mission => steering.AddCost(mission.Saga, mission.Message.Spent)), steps),
            GoOn(When(NotPlanned).Then(mission => steering.AddCost(mission.Saga, mission.Message.Spent)), steps),
            GoOn(When(Reproduced).Then(mission => steering.AddCost(mission.Saga, mission.Message.Spent)), steps),
            GoOn(When(NotReproduced).Then(mission => steering.AddCost(mission.Saga, mission.Message.Spent)), steps),
            GoOn(When(FeatureIn, steps.IsCurrentFeature).Then(mission => steering.AddCost(mission.Saga, mission.Message.Spent)), steps),
            GoOn(When(FeatureOut, steps.IsCurrentFeature).Then(mission => steering.AddCost(mission.Saga, mission.Message.Spent)), steps),
            GoOn(When(Documented).Then(mission => steering.AddCost(mission.Saga, mission.Message.Spent)), steps),
            GoOn(When(NotDocumented).Then(mission => steering.AddCost(mission.Saga, mission.Message.Spent)), steps),
            GoOn(When(Checked).Then(steering.AwaitCostNoLonger), steps),
            When(SaidTo, steering.GoesOn).Then(steering.Hear),
            When(LimitAsked, steering.GoesOn).Then(steering.Limit),
            When(PauseAsked, mission => steering.GoesOn(mission) && steering.IsLatest(mission)).Then(steering.Pause),
            When(ResumeAsked, mission => steering.GoesOn(mission) && steering.IsLatest(mission)).Then(steering.Resume),
            GoOn(When(CancelAsked, steering.GoesOn).Then(steering.Cancel), steps));

        During([Fetching, Researching, Planning, Reproducing, Building, Documenting, Verifying, Publishing, InReview, Paused],
            When(SaidTo).Then(steering.Hear),
            When(LimitAsked).Then(steering.Limit),
            When(Waits).Then(steering.Wait).ThenAsync(origin.Tell),
            When(WaitsNoLonger).Then(steering.WaitNoLonger).ThenAsync(origin.Tell));

        During([Fetching, Researching, Planning, Reproducing, Building, Documenting, Verifying, Publishing],
            When(PauseAsked, steering.IsLatest).Then(steering.Pause),
            When(ResumeAsked, steering.IsLatest).Then(steering.Resume),
            GoOn(When(Checked).Then(steering.CheckProgress), steps));

        // Once the publisher may be writing, it is too late to cancel: what it answers is the truth.
        During([Fetching, Researching, Planning, Reproducing, Building, Documenting, Verifying, InReview, Paused],
            GoOn(When(CancelAsked).Then(steering.Cancel), steps));
        During(Publishing, Ignore(CancelAsked));

        // An order that comes again (whoever gave it did not hear the answer) is answered again.
        During([Fetching, Researching, Planning, Reproducing, Building, Documenting, Verifying, Publishing, InReview, Paused, Stopping], When(Asked).Then(steps.Accept));
        During(Ended, When(Asked).Then(steps.TellEnd));

        // News of the pull request may come in any state; also before the mission knows that it is there, and after its end.
        During([Fetching, Researching, Planning, Reproducing, Building, Documenting, Verifying, Publishing, InReview, Paused, Stopping], GoOn(When(News).Then(pullRequest.Hear), steps));
        During(Ended, When(News).Then(pullRequest.HearLate).ThenAsync(origin.Tell));

        // What Publisher makes of what it was told holds no mission, in whatever state; that it was done needs no word.
        DuringAny(When(Refused).Then(origin.RememberRefusal), Ignore(Applied));

        // What else comes late, twice or to the wrong state changes nothing.
        OnUnhandledEvent(late => late.Ignore());
        WhenEnter(Ended, mission => mission.Then(steps.Conclude));
    }

    public State Fetching { get; } = null!;

    public State Researching { get; } = null!;

    public State Planning { get; } = null!;

    public State Reproducing { get; } = null!;

    public State Building { get; } = null!;

    public State Documenting { get; } = null!;

    public State Verifying { get; } = null!;

    public State Publishing { get; } = null!;

    public State InReview { get; } = null!;

    public State Paused { get; } = null!;

    public State Stopping { get; } = null!;

    public State Ended { get; } = null!;

    public Event<StartMission> Asked { get; } = null!;

    public Event<RepositoryFetched> Fetched { get; } = null!;

    public Event<RepositoryUnusable> Unusable { get; } = null!;

    public Event<QuestionAnswered> Answered { get; } = null!;

    public Event<QuestionNotAnswered> NotAnswered { get; } = null!;

    public Event<MissionPlanned> Planned { get; } = null!;

    public Event<MissionNotPlanned> NotPlanned { get; } = null!;

    public Event<ReportReproduced> Reproduced { get; } = null!;

    public Event<ReportNotReproduced> NotReproduced { get; } = null!;

    public Event<FeatureDone> FeatureIn { get; } = null!;

    public Event<FeatureNotDone> FeatureOut { get; } = null!;

    public Event<DocsWritten> Documented { get; } = null!;

    public Event<DocsNotWritten> NotDocumented { get; } = null!;

    public Event<CommitTested> Tested { get; } = null!;

    public Event<CommitNotTested> NotTested { get; } = null!;

    public Event<ChangePublished> Published { get; } = null!;

    public Event<PublishingRefused> NotPublished { get; } = null!;

    public Event<PauseMission> PauseAsked { get; } = null!;

    public Event<ResumeMission> ResumeAsked { get; } = null!;

    public Event<CancelMission> CancelAsked { get; } = null!;

    public Event<SayToMission> SaidTo { get; } = null!;

    public Event<LimitMission> LimitAsked { get; } = null!;

    public Event<RunWaits> Waits { get; } = null!;

    public Event<RunWaitsNoLonger> WaitsNoLonger { get; } = null!;

    public Event<ChangeNews> News { get; } = null!;

    public Event<OutputRefused> Refused { get; } = null!;

    public Event<OutputApplied> Applied { get; } = null!;

    public Event<CheckMission> Checked { get; } = null!;

    private EventActivityBinder<MissionState, T> GoOn<T>(EventActivityBinder<MissionState, T> done, MissionSteps steps) where T : class => done
        .Then(steps.Decide)
        .If(Is<T>(MissionStep.Fetch), mission => mission.Then(steps.AskForRepository).TransitionTo(Fetching))
        .If(Is<T>(MissionStep.Research), mission => mission.Then(_research.Ask).TransitionTo(Researching))
        .If(Is<T>(MissionStep.Plan), mission => mission.Then(steps.AskForPlan).TransitionTo(Planning))
        .If(Is<T>(MissionStep.Reproduce), mission => mission.Then(steps.AskForReproduction).TransitionTo(Reproducing))
        .If(Is<T>(MissionStep.Build), mission => mission.Then(steps.AskForFeature).TransitionTo(Building))
        .If(Is<T>(MissionStep.Document), mission => mission.ThenAsync(steps.AskForDocs).TransitionTo(Documenting))
        .If(Is<T>(MissionStep.Verify), mission => mission.Then(steps.AskForEvidence).TransitionTo(Verifying))
        .If(Is<T>(MissionStep.Publish), mission => mission.ThenAsync(steps.AskToPublish).TransitionTo(Publishing))
        .If(Is<T>(MissionStep.Review), mission => mission.Then(_pullRequest.Await).TransitionTo(InReview))
        .If(Is<T>(MissionStep.Hold), mission => mission.TransitionTo(Paused))
        .If(Is<T>(MissionStep.Stop), mission => mission.Then(steps.Stop).TransitionTo(Stopping))
        .If(Is<T>(MissionStep.End), mission => mission.TransitionTo(Ended))
        .ThenAsync(_origin.Tell);

    private static StateMachineCondition<MissionState, T> Is<T>(MissionStep step) where T : class => mission => mission.Saga.Next == step;

    private void Correlate()
    {
        Event(() => Asked, mission => mission.CorrelateById(said => said.Message.MissionId));
        Event(() => Fetched, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Unusable, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Answered, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => NotAnswered, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Planned, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => NotPlanned, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Reproduced, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => NotReproduced, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => FeatureIn, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => FeatureOut, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Documented, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => NotDocumented, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Tested, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => NotTested, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Published, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => NotPublished, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => PauseAsked, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => ResumeAsked, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => CancelAsked, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => SaidTo, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Waits, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => WaitsNoLonger, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => LimitAsked, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => News, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Refused, mission => Ours(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Applied, mission => Ours(mission.CorrelateById(said => said.Message.MissionId)));
        Event(() => Checked, mission => Known(mission.CorrelateById(said => said.Message.MissionId)));
    }

    /// <summary>Publisher tells of all that was proposed; what reviews and signals proposed is of no mission here.</summary>
    private static void Ours<T>(IEventCorrelationConfigurator<MissionState, T> correlation) where T : class => correlation.OnMissingInstance(missing => missing.Discard());

    /// <summary>A message for a mission that was never started is a fault, not silence: it ends as a dead letter that people see.</summary>
    private static void Known<T>(IEventCorrelationConfigurator<MissionState, T> correlation) where T : class => correlation.OnMissingInstance(missing => missing.Fault());
}
