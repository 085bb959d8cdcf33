using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.DeadLetters;

/// <summary><c>GET /dead-letters</c>: the messages that could not be handled, the newest first. They may be of any team: for operators.</summary>
internal static class ListDeadLetters
{
    public static async Task<IResult> Handle(HttpContext context, Messaging.DeadLetters.DeadLetters letters, CancellationToken ct, int limit = 100) =>
        context.Caller().Operator ? Results.Ok(await letters.List(Math.Clamp(limit, 1, 1000), ct)) : Refused();

    public static IResult Refused() => OperatorsOnly.Answer("Dead letters are of all teams");
}
