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
        (mission.Paused, mission.PausedSince) = (true, time.GetUtcNow());
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
        mission.TimeUpAt += time.GetUtcNow() - mission.PausedSince!.Value;
        (mission.Paused, mission.PausedSince) = (false, null);
        MissionSteps.Append(context, new MissionResumed(mission.CorrelationId, context.Message.By));
        context.Heart().Send(Endpoints.Missions, new CheckMission(mission.CorrelationId), mission.TimeUpAt);
        foreach (var (endpoint, run) in MissionRuns.Of(mission))
            context.Heart().Send(endpoint, new ResumeRun(run, mission.SteeredAt));
        if (mission.FeatureId is { } feature)
            context.Heart().Send(Endpoints.Features, new ResumeFeature(mission.CorrelationId, feature, mission.SteeredAt));
    }

    public void Cancel(BehaviorContext<MissionState, CancelMission> context) =>
        EndUnderWay(context.Saga, MissionOutcome.Cancelled, context.Message.Reason.Length > 0 ? context.Message.Reason : $"cancelled by {context.Message.By}");

    public void AddCost(MissionState mission, Spending spent)
    {
        mission.Spent += spent;
        mission.AwaitsCost = false;
    }

    public void WaitNoLonger(BehaviorContext<MissionState> context)
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
        mission.StayWhereItIs = mission.Paused || (now < mission.TimeUpAt && now < stepUpAt);
        if (mission.Paused)
            return;
        if (now >= mission.TimeUpAt && mission.CurrentState != nameof(MissionStateMachine.Publishing))
            EndUnderWay(mission, MissionOutcome.NotFixed, $"the {mission.Start.Limits.Time} of this mission are over");
        else if (now >= stepUpAt)
            EndUnderWay(mission, MissionOutcome.Failed, $"no answer while {mission.CurrentState.ToLowerInvariant()}");
        else
            LookAgain(context, now < mission.TimeUpAt && mission.TimeUpAt < stepUpAt ? mission.TimeUpAt : stepUpAt);
    }

    public bool IsLatest(BehaviorContext<MissionState, PauseMission> context) => context.Message.At >= context.Saga.SteeredAt;

    public bool IsLatest(BehaviorContext<MissionState, ResumeMission> context) => context.Message.At >= context.Saga.SteeredAt;

    /// <summary>Ends while something may still run for the mission.</summary>
    private static void EndUnderWay(MissionState mission, MissionOutcome outcome, string reason)
    {
        MissionSteps.End(mission, outcome, reason);
        mission.AwaitsCost = MissionDecision.IsSpending(mission.CurrentState) ? true : null;
    }

    internal static void LookAgain(BehaviorContext<MissionState> context, DateTimeOffset due) => context.Heart().Send(Endpoints.Missions, new CheckMission(context.Saga.CorrelationId), due);
}
