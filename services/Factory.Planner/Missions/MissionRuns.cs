using Factory.Contracts;

namespace Factory.Planner.Missions;

/// <summary>The droid runs that a mission itself ordered and that may be under way.</summary>
internal static class MissionRuns
{
    public static IEnumerable<(string Endpoint, Guid RunId)> Of(MissionState mission)
    {
        if (mission is { Repository: not null, Plan: null, NotReproduced: null })
            yield return (Endpoints.Runs("planner"), RunIds.Planner(mission.CorrelationId));
        if (mission is { Plan: null, NotReproduced: not null })
            yield return (Endpoints.Runs("tester"), RunIds.Tester(mission.CorrelationId));
        if (mission is { Plan: not null, Docs: null } && mission.FeaturesDone == mission.Plan.Features.Count)
            yield return (Endpoints.Runs("docs"), RunIds.Docs(mission.CorrelationId));
    }
}
