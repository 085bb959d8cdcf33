using Factory.Contracts;
using Factory.Contracts.Missions;
using Factory.Messaging;
using Factory.MissionControl.Missions;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Steering;

/// <summary><c>POST /missions/{id}/limits</c>: more or less time, turns or money for a mission that runs; holds from each droid's next turn on.</summary>
internal static class ChangeLimits
{
    public static Task<IResult> Handle(string id, LimitsToChange what, HttpContext context, MissionReader missions, Heart heart, TimeProvider time, CancellationToken ct) =>
        MissionEndpoint.With(context, id, missions, missionId => Change(missionId, what, context, missions, heart, time, ct), ct);

    private static async Task<IResult> Change(Guid missionId, LimitsToChange what, HttpContext context, MissionReader missions, Heart heart, TimeProvider time, CancellationToken ct)
    {
        if (what is { Time: null, Turns: null, Usd: null })
            return Unusable("Give at least one of 'time', 'turns' and 'usd'.");
        if (await missions.Read(missionId, ct) is not { } mission)
            return Unusable("The mission has not begun yet: try again.");
        if (await StillRunning.Refuse(missionId, missions, ct) is { } over)
            return over;
        if (await Reviews.Are(missionId, missions, ct))
            return Reviews.Refuse(missionId);
        var limits = LimitsText.Read(mission.Limits, what.Time, what.Turns, what.Usd, out var problem);
        if (problem is not null)
            return Unusable(problem);
        // Only what was named: what else holds may be changed by somebody else at this moment.
        var asked = new LimitMission(missionId, $"team {context.Caller().Team}", what.Time is null ? null : limits.Time, what.Turns, what.Usd, time.GetUtcNow());
        await heart.InTransaction(
            transaction =>
            {
                transaction.Send(Endpoints.Missions, asked);
                return Task.CompletedTask;
            },
            ct);
        return Results.Accepted($"/missions/{missionId}", new { missionId, changed = new { asked.Time, asked.Turns, asked.Usd } });
    }

    private static IResult Unusable(string problem) => Results.Problem(problem, statusCode: StatusCodes.Status422UnprocessableEntity, title: "The limits cannot be used");
}

/// <param name="Time">From the mission's start, for example 90s, 10m, 2h or 3d; at most 16d.</param>
/// <param name="Turns">Model answers of one run, 1 to 1,000.</param>
/// <param name="Usd">For all model calls of the mission, more than 0.</param>
public sealed record LimitsToChange(string? Time, int? Turns, decimal? Usd);
