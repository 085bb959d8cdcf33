using Factory.Contracts;
using Factory.Contracts.Missions;
using Factory.Messaging;
using Factory.MissionControl.Missions;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Steering;

/// <summary><c>POST /missions/{id}/cancel</c>, <c>/pause</c>, <c>/resume</c>: asks the mission; answers when the asking is safe, not when it is done.</summary>
internal static class SteerMission
{
    public static Task<IResult> Cancel(string id, HttpContext context, MissionReader missions, Heart heart, CancellationToken ct) =>
        Ask(id, context, missions, heart, (missionId, by) => new CancelMission(missionId, by, $"Cancelled by {by}."), ct);

    public static Task<IResult> Pause(string id, HttpContext context, MissionReader missions, Heart heart, TimeProvider time, CancellationToken ct) =>
        Ask(id, context, missions, heart, (missionId, by) => new PauseMission(missionId, by, time.GetUtcNow()), ct);

    public static Task<IResult> Resume(string id, HttpContext context, MissionReader missions, Heart heart, TimeProvider time, CancellationToken ct) =>
        Ask(id, context, missions, heart, (missionId, by) => new ResumeMission(missionId, by, time.GetUtcNow()), ct);

    private static Task<IResult> Ask<TMessage>(
        string id, HttpContext context, MissionReader missions, Heart heart, Func<Guid, string, TMessage> ask, CancellationToken ct)
        where TMessage : class =>
        MissionEndpoint.With(
            context,
            id,
            missions,
            async missionId =>
            {
                await heart.InTransaction(
                    transaction =>
                    {
                        transaction.Send(Endpoints.Missions, ask(missionId, $"team {context.Caller().Team}"));
                        return Task.CompletedTask;
                    },
                    ct);
                return Results.Accepted($"/missions/{missionId}", new { missionId });
            },
            ct);
}
