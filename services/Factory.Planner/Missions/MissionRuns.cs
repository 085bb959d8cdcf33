using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;
using Factory.Messaging;

namespace Factory.Planner.Missions;

/// <summary>The droid runs that a mission itself ordered and that may be under way.</summary>
internal static class MissionRuns
{
    public static IEnumerable<(string Endpoint, Guid RunId)> Of(MissionState mission)
    {
        if (mission is { Repository: not null, Start.Kind: MissionKind.Question })
        {
            yield return (Endpoints.Runs("research"), RunIds.Research(mission.CorrelationId));
            yield break;
        }

        if (mission is { Repository: not null, Start.Kind: MissionKind.Docs })
        {
            if (mission.Docs is null)
                yield return (Endpoints.Runs("docs"), RunIds.Docs(mission.CorrelationId, mission.Reworks));
            yield break;
        }

        if (mission is { Repository: not null, Plan: null, NotReproduced: null })
            yield return (Endpoints.Runs("planner"), RunIds.Planner(mission.CorrelationId));
        if (MissionDecision.LacksTests(mission))
            yield return (Endpoints.Runs("tester"), RunIds.Tester(mission.CorrelationId));
        if (mission is { Plan: not null, Docs: null } && mission.FeaturesDone == mission.Plan.Features.Count)
            yield return (Endpoints.Runs("docs"), RunIds.Docs(mission.CorrelationId, mission.Reworks));
    }

    /// <summary>
    /// Those that were ordered and have not answered. A mission that is held between two steps has none: what is said to it and limited then comes with the next order, and
    /// would be said twice.
    /// </summary>
    public static IEnumerable<(string Endpoint, Guid RunId)> UnderWay(MissionState mission) => mission.CurrentState == nameof(MissionStateMachine.Paused) ? [] : Of(mission);

    /// <summary>Everything that may run for the mission: its leased work, its droids, its feature.</summary>
    public static void Stop(MissionState mission, HeartTransaction heart)
    {
        heart.CancelWork(mission.CorrelationId);
        foreach (var (endpoint, run) in Of(mission))
            heart.Send(endpoint, new CancelRun(run));
        if (mission.FeatureId is { } feature)
            heart.Send(Endpoints.Features, new CancelFeature(mission.CorrelationId, feature));
    }
}
