using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Planner.Gate;
using Factory.Planner.Planning;

namespace Factory.Planner.Missions;

/// <summary>What a mission does next.</summary>
internal enum MissionStep
{
    Stay,
    Fetch,
    Research,
    Plan,
    Reproduce,
    Build,
    Document,
    Verify,
    Publish,
    Review,
    Hold,
    Stop,
    End,
}

/// <summary>Decides the next step of a mission from what is known alone.</summary>
internal static class MissionDecision
{
    public static MissionStep Next(MissionState mission) => mission switch
    {
        { AwaitsCost: true } => MissionStep.Stop,
        { Outcome: not null } => MissionStep.End,
        { Paused: true } => MissionStep.Hold,
        { Repository: null } => MissionStep.Fetch,
        { Start.Kind: MissionKind.Question } => MissionStep.Research,
        { Start.Kind: MissionKind.Docs } => Words(mission),
        { Plan: null, NotReproduced: null } => MissionStep.Plan,
        _ when LacksTests(mission) => MissionStep.Reproduce,
        _ when mission.FeaturesDone < mission.Plan!.Features.Count => MissionStep.Build,
        _ => Words(mission),
    };

    /// <summary>From the words of the change on; a mission for documentation has nothing before them.</summary>
    private static MissionStep Words(MissionState mission) => mission switch
    {
        { Docs: null } => MissionStep.Document,
        _ when mission.Tested?.Commit != mission.Docs.Change.Commit => MissionStep.Verify,
        _ when mission.PublishedFrom != mission.Docs.Change.Commit => MissionStep.Publish,
        { Published.PullRequest: not null } => MissionStep.Review,
        _ => MissionStep.End,
    };

    /// <summary>Whether tests have to be written before code: those of the contract, or, without a plan, one that shows what the report describes.</summary>
    /// <remarks>Never once a feature is in: it would be lost. Plans of before there were such tests have assertions without any.</remarks>
    public static bool LacksTests(MissionState mission) => mission.Plan is { } plan
        ? mission.FeaturesDone == 0 && PlanCoverage.Missing(plan.Contract).Count > 0
        : mission.NotReproduced is not null;

    /// <summary>The gate before publishing, at the commit that would be published.</summary>
    public static GateDecision Gate(MissionState mission) => mission.Start.Kind == MissionKind.Docs ? GateRules.DecideDocuments(mission.Docs!.Change, mission.Tested!.OnHead) : GateRules.Decide(
        mission.Docs!.Change, mission.Plan!.Contract, mission.Tested!.OnBase, mission.Tested.OnHead, mission.Findings.Where(finding => finding.Severity == Severity.Blocking));

    /// <summary>Whether a droid run is waited for, which may have spent something already.</summary>
    public static bool IsSpending(string state) => state is
        nameof(MissionStateMachine.Researching) or nameof(MissionStateMachine.Planning) or nameof(MissionStateMachine.Reproducing) or nameof(MissionStateMachine.Building) or nameof(MissionStateMachine.Documenting);

    public static TimeSpan LongestStep(string state) => state switch
    {
        nameof(MissionStateMachine.Fetching) or nameof(MissionStateMachine.Publishing) => TimeSpan.FromHours(1),
        nameof(MissionStateMachine.Verifying) => TimeSpan.FromHours(6),
        // Whoever cancelled waits for it; a service that is down is not waited for.
        nameof(MissionStateMachine.Stopping) => TimeSpan.FromSeconds(20),
        _ => MissionLimits.LongestMission,
    };
}
