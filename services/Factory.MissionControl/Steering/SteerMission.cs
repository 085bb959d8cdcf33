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
        Ask(id, context, missions, heart, (missionId, by) => new CancelMission(missionId, by, $"Cancelled by {by}."), ct, Endpoints.ReviewRounds);

    public static Task<IResult> Pause(string id, HttpContext context, MissionReader missions, Heart heart, TimeProvider time, CancellationToken ct) =>
        Ask(id, context, missions, heart, (missionId, by) => new PauseMission(missionId, by, time.GetUtcNow()), ct);

    public static Task<IResult> Resume(string id, HttpContext context, MissionReader missions, Heart heart, TimeProvider time, CancellationToken ct) =>
        Ask(id, context, missions, heart, (missionId, by) => new ResumeMission(missionId, by, time.GetUtcNow()), ct);

    /// <param name="ofReviews">Where the missions of reviews are asked; null where they take no such thing.</param>
    private static Task<IResult> Ask<TMessage>(
        string id, HttpContext context, MissionReader missions, Heart heart, Func<Guid, string, TMessage> ask, CancellationToken ct, string? ofReviews = null)
        where TMessage : class =>
        MissionEndpoint.With(
            context,
            id,
            missions,
            async missionId =>
            {
                var isReview = await Reviews.Are(missionId, missions, ct);
                if (isReview && ofReviews is null)
                    return Reviews.Refuse(missionId);
                await heart.InTransaction(
                    transaction =>
                    {
                        transaction.Send(isReview ? ofReviews! : Endpoints.Missions, ask(missionId, $"team {context.Caller().Team}"));
                        return Task.CompletedTask;
                    },
                    ct);
                return Results.Accepted($"/missions/{missionId}", new { missionId });
            },
            ct);
}
