using Factory.Contracts;
using Factory.Planner.Missions;

namespace Factory.Planner.Telling;

/// <summary>Ids of what a mission proposes to Publisher: they follow from what is proposed, so that proposing it again is the same proposal.</summary>
internal static class Proposals
{
    public static Guid Acknowledgement(Guid missionId) => Ids.Derive(missionId, "acknowledgement");

    /// <summary>The answer to those who asked for a rework.</summary>
    public static Guid Reworked(Guid missionId, int number) => Ids.Derive(missionId, $"reworked-{number}");

    public static Guid NoRework(Guid missionId, int reworks) => Ids.Derive(missionId, $"no-rework-{reworks}");

    public static Guid Merge(Guid missionId, string commit) => Ids.Derive(missionId, $"merge-{commit}");

    public static Guid CleanUp(Guid missionId) => Ids.Derive(missionId, "clean-up");

    public static Guid Leave(Guid missionId) => Ids.Derive(missionId, "leave");

    /// <summary>What was proposed, for people.</summary>
    public static string What(MissionState mission, Guid proposal)
    {
        var id = mission.CorrelationId;
        return proposal == Acknowledgement(id) ? "acknowledging the signal"
            : proposal == CleanUp(id) ? "deleting the merged branch"
            : proposal == Leave(id) ? "telling the pull request that it is no longer followed"
            : mission.Published?.PullRequest is { } pull && proposal == Merge(id, pull.HeadCommit) ? "merging the pull request"
            : Enumerable.Range(0, mission.Reworks + 1).Any(number => proposal == Reworked(id, number) || proposal == NoRework(id, number)) ? "answering what was asked on the pull request"
            : "telling where the mission came from";
    }
}
