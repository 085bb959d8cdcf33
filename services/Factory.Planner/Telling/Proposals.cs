using Factory.Contracts;
using Factory.Planner.Missions;

namespace Factory.Planner.Telling;

/// <summary>Ids of what a mission proposes to Publisher: they follow from what is proposed, so that proposing it again is the same proposal.</summary>
internal static class Proposals
{
    public static Guid Acknowledgement(Guid missionId) => Ids.Derive(missionId, "acknowledgement");

    /// <summary>What was proposed, for people.</summary>
    public static string What(MissionState mission, Guid proposal) =>
        proposal == Acknowledgement(mission.CorrelationId) ? "acknowledging the signal" : "telling where the mission came from";
}
