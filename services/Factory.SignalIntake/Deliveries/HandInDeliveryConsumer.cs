using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.Signals;
using Factory.History;
using Factory.Messaging;
using Factory.SignalIntake.Sources;
using MassTransit;

namespace Factory.SignalIntake.Deliveries;

/// <summary>Stores a delivery that no webhook brought, and has it judged like one that did. One that a webhook brought as well is the same by its sender's id.</summary>
internal sealed class HandInDeliveryConsumer(SignalSources sources, BlobStore blobs, TimeProvider time) : IConsumer<HandInDelivery>
{
    private const int LongestWord = 200;

    public async Task Consume(ConsumeContext<HandInDelivery> context)
    {
        var handed = context.Message;
        if (sources.Find(handed.Source) is not { } source || source.Team != handed.Team)
            throw new InvalidOperationException($"factory.signals.yaml names no source {handed.Source} of the team {handed.Team}: name it there, with that team, and send the message again.");
        if (handed.Body.Size > ReceiveDelivery.LargestBytes || handed.ExternalId.Length is 0 or > LongestWord || handed.Event.Length > LongestWord || handed.ContentType.Length > LongestWord)
            throw new InvalidOperationException($"A delivery of {handed.Source} was handed in that no webhook would have brought: its body is over {ReceiveDelivery.LargestBytes:n0} bytes, or its id, event or content type is empty or too long.");
        var body = await blobs.Get(handed.Team, handed.Body.Id, context.CancellationToken);
        var delivery = new Delivery(Guid.CreateVersion7(time.GetUtcNow()), handed.Team, handed.Source, handed.ExternalId, handed.Event, handed.ContentType, body);
        context.Heart().Write(DeliveryCommands.Insert([delivery]));
        context.Heart().Send(Endpoints.Signals, new JudgeDeliveries([delivery.Id]));
    }
}
