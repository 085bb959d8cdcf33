using Factory.ServiceDefaults.Tokens;
using Factory.SignalIntake.Judging;
using Microsoft.AspNetCore.Http;

namespace Factory.SignalIntake.Receiving;

/// <summary><c>POST /signals</c>: stores what arrived, and answers when it is safe.</summary>
internal static class ReceiveSignal
{
    public static async Task<IResult> Handle(HttpContext context, Intake intake, CancellationToken ct)
    {
        try
        {
            var body = await SignalBody.Read(context.Request, ct);
            var signalId = await intake.Store(context.Caller(), body, context.Request.Headers["Idempotency-Key"].FirstOrDefault(), ct);
            return Results.Accepted($"/signals/{signalId}", new SignalAccepted(signalId, Verdict.MissionOf(signalId)));
        }
        catch (SignalRefused refused)
        {
            return refused.ToProblem();
        }
    }
}

/// <param name="MissionId">The mission that the signal causes, if it is accepted.</param>
public sealed record SignalAccepted(Guid SignalId, Guid MissionId);
