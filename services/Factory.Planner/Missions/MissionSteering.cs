using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;
using Factory.Messaging;
using MassTransit;

namespace Factory.Planner.Missions;

/// <summary>What people and clocks do to a mission: hold it, let it go on, end it.</summary>
internal sealed class MissionSteering(TimeProvider time)
{
    public void Pause(BehaviorContext<MissionState, PauseMission> context)
    {
        var mission = context.Saga;
        mission.SteeredAt = context.Message.At;
        if (mission.Paused)
            return;
        mission.Paused = true;
        MissionClock.Stop(mission, time.GetUtcNow());
        MissionSteps.Append(context, new MissionPaused(mission.CorrelationId, context.Message.By));
        foreach (var (endpoint, run) in MissionRuns.Of(mission))
            context.Heart().Send(endpoint, new PauseRun(run, mission.SteeredAt));
        if (mission.FeatureId is { } feature)
            context.Heart().Send(Endpoints.Features, new PauseFeature(mission.CorrelationId, feature, mission.SteeredAt));
    }

    /// <summary>The time that a mission was paused does not count.</summary>
    public void Resume(BehaviorContext<MissionState, ResumeMission> context)
    {
        var mission = context.Saga;
        mission.SteeredAt = context.Message.At;
        if (!mission.Paused)
            return;
        mission.Paused = false;
        MissionSteps.Append(context, new MissionResumed(mission.CorrelationId, context.Message.By));
        if (MissionClock.GoOn(mission, time.GetUtcNow()))
            LookAgain(context, mission.TimeUpAt);
        foreach (var (endpoint, run) in MissionRuns.Of(mission))
            context.Heart().Send(endpoint, new ResumeRun(run, mission.SteeredAt));
        if (mission.FeatureId is { } feature)
            context.Heart().Send(Endpoints.Features, new ResumeFeature(mission.CorrelationId, feature, mission.SteeredAt));
    }

    /// <summary>A droid of the mission waits for a person: that is not the mission's time.</summary>
    public void Wait(BehaviorContext<MissionState, RunWaits> context) => MissionClock.Wait(context.Saga, context.Message);

    public void WaitNoLonger(BehaviorContext<MissionState, RunWaitsNoLonger> context)
    {
        var (mission, over) = (context.Saga, context.Message);
        if (MissionClock.WaitNoLonger(mission, new AskedQuestion(over.RunId, over.Turn), over.At))
            LookAgain(context, mission.TimeUpAt);
    }

    /// <summary>Droids under way read it before their next turn, those that start later with their task. Who speaks is refused at once where the mission has heard enough; what was under way by then is refused here.</summary>
    public void Hear(BehaviorContext<MissionState, SayToMission> context) => Note(context, context.Message);

    internal static void Note(BehaviorContext<MissionState> context, SayToMission said)
    {
        var mission = context.Saga;
        if (mission.Said.Exists(known => known.NoteId == said.NoteId))
            return;
        if (mission.Said.Count >= Said.Most)
        {
            MissionSteps.Append(context, new MissionNoteRefused(mission.CorrelationId, said.NoteId, said.By, $"at most {Said.Most} things are said to a mission"));
            return;
        }

        mission.Said.Add(new Said(said.NoteId, said.By, said.Text));
        MissionSteps.Append(context, new MissionNoted(mission.CorrelationId, said.NoteId, said.By, said.Text));
        foreach (var (endpoint, run) in MissionRuns.UnderWay(mission))
            context.Heart().Send(endpoint, new SayToRun(run, said.NoteId, said.By, said.Text));
        if (mission.FeatureId is { } feature)
            context.Heart().Send(Endpoints.Features, new SayToFeature(mission.CorrelationId, feature, said.NoteId, said.By, said.Text));
    }

    /// <summary>The mission's time counts from its start, so a longer one ends later and a shorter one sooner, at once if it is over.</summary>
    public void Limit(BehaviorContext<MissionState, LimitMission> context)
    {
        var (mission, asked) = (context.Saga, context.Message);
        if (!Change(mission, asked))
            return;
        MissionSteps.Append(context, new MissionLimitsChanged(mission.CorrelationId, asked.By, mission.Start.Limits));
        LookAgain(context, mission.TimeUpAt);
        var (left, at) = (MissionSteps.Remaining(mission, mission.LimitedAt), mission.LimitedAt);
        foreach (var (endpoint, run) in MissionRuns.UnderWay(mission))
            context.Heart().Send(endpoint, new LimitRun(run, new RunLimits(left.Time, left.Turns, left.Usd), at));
        if (mission.FeatureId is { } feature)
            context.Heart().Send(Endpoints.Features, new LimitFeature(mission.CorrelationId, feature, left, at));
    }

    /// <summary>Changes what is named, and nothing else.</summary>
    /// <returns>False where all of it is late.</returns>
    internal static bool Change(MissionState mission, LimitMission asked)
    {
        var (news, before) = (mission.LimitsAskedAt.News(asked), mission.Start.Limits);
        if (news is { Time: null, Turns: null, Usd: null })
            return false;
        var limits = new MissionLimits(news.Time ?? before.Time, news.Turns ?? before.Turns, news.Usd ?? before.Usd);
        mission.TimeUpAt += limits.Time - before.Time;
        mission.Start = mission.Start with { Limits = limits };
        mission.LimitsAskedAt = mission.LimitsAskedAt.With(news);
        mission.LimitedAt = asked.At > mission.LimitedAt ? asked.At : mission.LimitedAt.AddMicroseconds(1);
        return true;
    }

    public void Cancel(BehaviorContext<MissionState, CancelMission> context) =>
        EndUnderWay(context.Saga, MissionOutcome.Cancelled, context.Message.Reason.Length > 0 ? context.Message.Reason : $"cancelled by {context.Message.By}");

    public void AddCost(MissionState mission, Spending spent)
    {
        mission.Spent += spent;
        mission.AwaitsCost = false;
    }

    public void AwaitCostNoLonger(BehaviorContext<MissionState> context)
    {
        var mission = context.Saga;
        mission.StayWhereItIs = time.GetUtcNow() < mission.StepSince + MissionDecision.LongestStep(mission.CurrentState);
        mission.AwaitsCost = mission.StayWhereItIs;
    }

    /// <summary>The mission's time is up, or a step was never answered: it ends and says so. Otherwise look again later.</summary>
    public void CheckProgress(BehaviorContext<MissionState> context)
    {
        var (mission, now) = (context.Saga, time.GetUtcNow());
        var stepUpAt = mission.StepSince + MissionDecision.LongestStep(mission.CurrentState);
        mission.StayWhereItIs = MissionClock.Stands(mission) || (now < mission.TimeUpAt && now < stepUpAt);
        if (MissionClock.Stands(mission))
            return;
        if (now >= mission.TimeUpAt && mission.CurrentState != nameof(MissionStateMachine.Publishing))
            FailUnderWay(mission, MissionOutcome.NotFixed, $"the {mission.Start.Limits.Time} of this mission are over");
        else if (now >= stepUpAt && mission.CurrentState != nameof(MissionStateMachine.Publishing))
            FailUnderWay(mission, MissionOutcome.Failed, $"no answer while {mission.CurrentState.ToLowerInvariant()}");
        else if (now >= stepUpAt)
            EndUnderWay(mission, MissionOutcome.Failed, $"no answer while {mission.CurrentState.ToLowerInvariant()}");
        else
            LookAgain(context, now < mission.TimeUpAt && mission.TimeUpAt < stepUpAt ? mission.TimeUpAt : stepUpAt);
    }

    /// <summary>Of a mission that stops something: only a rework, after which it goes on.</summary>
    public bool GoesOn(BehaviorContext<MissionState> context) => context.Saga.Outcome is null;

    public bool IsLatest(BehaviorContext<MissionState, PauseMission> context) => context.Message.At >= context.Saga.SteeredAt;

    public bool IsLatest(BehaviorContext<MissionState, ResumeMission> context) => context.Message.At >= context.Saga.SteeredAt;

    /// <summary>Ends while something may still run for the mission.</summary>
    internal static void EndUnderWay(MissionState mission, MissionOutcome outcome, string reason)
    {
        MissionSteps.End(mission, outcome, reason);
        AwaitCost(mission);
    }

    /// <summary>The same of a rework, which alone ends.</summary>
    private static void FailUnderWay(MissionState mission, MissionOutcome outcome, string reason)
    {
        MissionSteps.Fail(mission, outcome, reason);
        AwaitCost(mission);
    }

    private static void AwaitCost(MissionState mission)
    {
        if (MissionDecision.IsSpending(mission.CurrentState))
            mission.AwaitsCost = true;
    }

    internal static void LookAgain(BehaviorContext<MissionState> context, DateTimeOffset due) => context.Heart().Send(Endpoints.Missions, new CheckMission(context.Saga.CorrelationId), due);
}
