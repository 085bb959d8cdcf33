using Factory.MissionControl.Missions;

namespace Factory.MissionControl.Steering;

/// <summary>Missions that review a pull request: they belong to its review, which is steered where people talk about it.</summary>
internal static class Reviews
{
    public static async Task<bool> Are(Guid missionId, MissionReader missions, CancellationToken ct) => await missions.Read(missionId, ct) is { Kind: "review" };

    public static IResult Refuse(Guid missionId) => Results.Problem(
        $"Mission {missionId} is one round of the review of a pull request: it can be cancelled, and nothing else. Say '/factory pause', '/factory resume' or '/factory full review' in a comment on the pull request.",
        statusCode: StatusCodes.Status409Conflict,
        title: "A review is steered on its pull request");
}
