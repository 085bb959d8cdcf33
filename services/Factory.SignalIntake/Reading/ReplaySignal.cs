using Factory.Contracts;
using Factory.Contracts.Signals;
using Factory.Messaging;
using Factory.ServiceDefaults.Tokens;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Receiving;
using Factory.SignalIntake.Triage;

namespace Factory.SignalIntake.Reading;

/// <summary>
/// <c>POST /signals/{id}/replay</c>: judges a delivery anew, for example after the rules of its source were changed. With <c>?again=true</c> whoever holds the token lets it through: a duplicate, one
/// beyond what its source may cause, or one of somebody who may not ask.
/// </summary>
internal static class ReplaySignal
{
    public static async Task<IResult> Handle(Guid id, HttpContext context, DeliveryStore store, Heart heart, CancellationToken ct, bool again = false)
    {
        var team = context.Caller().Team;
        if (await store.Find(team, id, ct) is not { } delivery)
            return Results.Problem($"Your team has no signal {id}.", statusCode: StatusCodes.Status404NotFound, title: "No such signal");
        if (delivery.Verdict is DeliveryVerdict.Accepted || delivery.Source == Intake.Source)
            return Results.Problem("Something came of it already, or it did not come by webhook: start another with './factory fix'.", statusCode: StatusCodes.Status409Conflict, title: "It cannot be judged anew");
        if (delivery.Verdict is DeliveryVerdict.Duplicate && !again)
            return Results.Problem("It is a duplicate. With '--force' (?again=true) it is let through all the same.", statusCode: StatusCodes.Status409Conflict, title: "It cannot be judged anew");
        await heart.InTransaction(
            transaction =>
            {
                transaction.Write(DeliveryQuestions.Forget(id));
                transaction.Write(TriageStore.Forget(id));
                transaction.Write(DeliveryCommands.Reopen(team, id, again));
                transaction.Send(Endpoints.Signals, new JudgeDeliveries([id]));
                return Task.CompletedTask;
            },
            ct);
        return Results.Accepted();
    }
}
