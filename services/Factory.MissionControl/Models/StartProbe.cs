using Factory.Contracts;
using Factory.Contracts.Models;
using Factory.Messaging;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Models;

/// <summary><c>POST /models/probe</c>: asks the router to try what models can do. It costs money, so it is for operators.</summary>
internal static class StartProbe
{
    private const int NamesAtMost = 200;

    public static async Task<IResult> Handle(ModelsToProbe what, HttpContext context, Heart heart, TimeProvider time, CancellationToken ct)
    {
        if (!context.Caller().Operator)
            return OperatorsOnly.Answer("Trying models costs money, and changes how all teams' models are spoken to");
        var names = what.Names ?? [];
        if (names.Count > NamesAtMost || names.Any(name => name is not { Length: > 0 and <= 100 }))
            return Results.Problem($"Give at most {NamesAtMost} names, each of 1 to 100 letters.", statusCode: StatusCodes.Status422UnprocessableEntity, title: "The names cannot be used");
        var probeId = Guid.CreateVersion7(time.GetUtcNow());
        await heart.InTransaction(
            transaction =>
            {
                transaction.Send(Endpoints.Router, new ProbeModels(probeId, names, $"team {context.Caller().Team}") { Team = context.Caller().Team });
                return Task.CompletedTask;
            },
            ct);
        return Results.Accepted($"/models/probes/{probeId}", new ProbeAsked(probeId));
    }
}

/// <param name="Names">As the models file names them; none for all.</param>
public sealed record ModelsToProbe(IReadOnlyList<string>? Names);

public sealed record ProbeAsked(Guid ProbeId);
