using Factory.Contracts.Missions;
using Factory.Contracts.Repositories;
using Factory.Planner.Missions;

namespace Factory.Planner.PullRequests;

/// <summary>The branch that a mission's change is published on.</summary>
internal static class PublishedBranch
{
    /// <summary>A rework moves the branch that is there; a change for a pull request of the factory's own goes onto that one's.</summary>
    public static string Of(MissionState mission) => mission.Published?.Branch ?? Own(mission.Start) ?? BranchName.For(mission.CorrelationId, mission.Docs!.Title);

    /// <summary>The branch of the pull request that the mission works for, where it is the factory's; null for that of a person, who gets a pull request into it.</summary>
    public static string? Own(StartMission start) =>
        start.PullRequest is { FromFork: false, HeadBranch: { } head } && head.StartsWith(PublishChange.BranchPrefix, StringComparison.Ordinal) ? head : null;

    /// <summary>A folder of this machine has none.</summary>
    public static bool MayHaveForge(RepositoryRef repository) => !Path.IsPathFullyQualified(repository.Path);
}
