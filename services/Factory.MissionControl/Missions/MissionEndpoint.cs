using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Missions;

/// <summary>What every endpoint about one mission does first: find it, or say that there is none.</summary>
internal static class MissionEndpoint
{
    public static async Task<IResult> With(HttpContext context, string id, MissionReader missions, Func<Guid, Task<IResult>> answer, CancellationToken ct)
    {
        try
        {
            return await missions.Resolve(context.Caller().Team, id, ct) is { } missionId ? await answer(missionId) : NoSuchMission(id);
        }
        catch (AmbiguousMission error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status409Conflict, title: "The short id is not enough");
        }
    }

    private static IResult NoSuchMission(string id) =>
        Results.Problem($"Your team has no mission {id[..Math.Min(id.Length, 64)]}; GET /missions lists them.", statusCode: StatusCodes.Status404NotFound, title: "No such mission");
}
