using Factory.ServiceDefaults.Tokens;
using Factory.SignalIntake.Deliveries;

namespace Factory.SignalIntake.Reading;

/// <summary><c>GET /signals</c>: what came in for a team, the newest first, with its verdict.</summary>
internal static class ListSignals
{
    private const int Most = 1_000;

    public static async Task<IResult> Handle(HttpContext context, DeliveryStore store, CancellationToken ct, int limit = 20) =>
        limit is >= 1 and <= Most
            ? Results.Ok(await store.Latest(context.Caller().Team, limit, ct))
            : Results.Problem($"Ask for 1 to {Most} signals.", statusCode: StatusCodes.Status422UnprocessableEntity, title: "The limit cannot be used");
}
