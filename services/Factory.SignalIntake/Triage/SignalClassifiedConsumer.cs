using Factory.Contracts;
using Factory.Contracts.Signals;
using Factory.Contracts.Triage;
using Factory.Messaging;
using MassTransit;

namespace Factory.SignalIntake.Triage;

/// <summary>Judges anew what waited for a model's answer. Where nobody is cast, what the rules said stays.</summary>
internal sealed class SignalClassifiedConsumer : IConsumer<SignalClassified>
{
    public async Task Consume(ConsumeContext<SignalClassified> context)
    {
        var (heart, said) = (context.Heart(), context.Message);
        if (!said.IsCast)
        {
            heart.Write(TriageStore.NotAsked(said.AskId));
            return;
        }

        // None where it was judged anew meanwhile, and another answer is waited for.
        var waiting = await TriageStore.Waiting(await heart.Connect(context.CancellationToken), said.AskId, context.CancellationToken);
        if (waiting.Count == 0)
            return;
        heart.Write(TriageStore.Answer(said.AskId, said.Answer, said.Answer is null ? said.Problem ?? "no model answered." : null));
        heart.Write(TriageStore.Reopen(waiting));
        heart.Send(Endpoints.Signals, new JudgeDeliveries(waiting));
    }
}
