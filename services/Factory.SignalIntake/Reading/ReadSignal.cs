using Factory.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http;

namespace Factory.SignalIntake.Reading;

/// <summary><c>GET /signals/{id}</c>: what became of a signal.</summary>
internal static class ReadSignal
{
    public static async Task<IResult> Handle(string id, HttpContext context, SignalStore store, CancellationToken ct)
    {
        var signal = Guid.TryParse(id, out var signalId) ? await store.Find(signalId, ct) : null;
        // Another team's signal is none: the answer must not tell that it exists.
        return signal is null || signal.Received.Team != context.Caller().Team
            ? Results.Problem($"Your team has no signal {id[..Math.Min(id.Length, 64)]}.", statusCode: StatusCodes.Status404NotFound, title: "No such signal")
            : Results.Ok(SignalView.Of(signal));
    }
}
