using Factory.Messaging.DeadLetters;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Factory.Messaging.Transports;

/// <summary>Endpoints as quorum queues.</summary>
internal static class QuorumQueues
{
    private static readonly TimeSpan TemporaryLife = TimeSpan.FromMinutes(10);

    public static void Configure(IRabbitMqReceiveEndpointConfigurator queue, EndpointDefinition definition, IRegistrationContext context)
    {
        queue.SetQuorumQueue();
        queue.SetQueueArgument("x-delivery-limit", context.GetRequiredService<IOptions<HeartOptions>>().Value.DeliveryLimit);
        queue.SetQueueArgument("x-dead-letter-exchange", DeliveryLimitMover.Name);
        // At-least-once dead-lettering asks for reject-publish.
        queue.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        queue.SetQueueArgument("x-overflow", "reject-publish");
        if (definition.IsTemporary)
            queue.QueueExpiration = TemporaryLife;
    }
}
