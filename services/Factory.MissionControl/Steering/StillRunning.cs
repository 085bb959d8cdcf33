using Factory.MissionControl.Missions;

namespace Factory.MissionControl.Steering;

/// <summary>What steers a mission that has ended would be lost without a word.</summary>
internal static class StillRunning
{
    /// <summary>The answer when the mission is over; null when it is not.</summary>
    public static async Task<IResult?> Refuse(Guid missionId, MissionReader missions, CancellationToken ct) =>
        (await missions.Read(missionId, ct)) is { Outcome: { } outcome }
            ? Results.Problem($"Mission {missionId} has ended ({outcome}): nothing can be changed any more.", statusCode: StatusCodes.Status409Conflict, title: "The mission has ended")
            : null;
}
