using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.DeadLetters;

/// <summary><c>POST /dead-letters/{id}/retry</c>: sends a message to its endpoint again.</summary>
internal static class RetryDeadLetter
{
    public static async Task<IResult> Handle(Guid id, HttpContext context, Messaging.DeadLetters.DeadLetters letters, CancellationToken ct)
    {
        if (!context.Caller().Operator)
            return ListDeadLetters.Refused();
        return await letters.Retry(id, ct)
            ? Results.Accepted("/dead-letters", new { id })
            : Results.Problem($"There is no dead letter {id}: it was retried already, or never was one.", statusCode: StatusCodes.Status404NotFound, title: "No such dead letter");
    }
}
