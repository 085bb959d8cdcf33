using Factory.Messaging.Transports;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Messaging;

/// <summary>What carries messages between endpoints. The code above is the same on each.</summary>
public abstract record BusTransport
{
    private BusTransport()
    {
    }

    /// <summary>Whether the transport forgets what it was given when the process ends, so that the outbox row stays until the message is handled.</summary>
    internal abstract bool ConsumerDeletesRow { get; }

    /// <summary>RabbitMQ at the address, or in-memory where there is none.</summary>
    public static BusTransport From(string? address) =>
        string.IsNullOrWhiteSpace(address) ? new InMemory() : new RabbitMq(new Uri(address));

    internal abstract void Use(IBusRegistrationConfigurator bus, IReadOnlyCollection<EndpointDefinition> endpoints);

    /// <summary>All endpoints live in this process. A message's outbox row is deleted by the transaction that handles it, so a killed process loses nothing.</summary>
    public sealed record InMemory : BusTransport
    {
        internal override bool ConsumerDeletesRow => true;

        internal override void Use(IBusRegistrationConfigurator bus, IReadOnlyCollection<EndpointDefinition> endpoints) =>
            bus.UsingInMemory((context, memory) =>
            {
                foreach (var definition in endpoints)
                    memory.ReceiveEndpoint(definition.Name, endpoint => EndpointPipeline.Configure(endpoint, definition, memory, context));
            });
    }

    /// <summary>Quorum queues on RabbitMQ 3.10 or later.</summary>
    /// <param name="Address">For example <c>amqp://user:password@host:5672/virtual-host</c>.</param>
    public sealed record RabbitMq(Uri Address) : BusTransport
    {
        internal override bool ConsumerDeletesRow => false;

        internal override void Use(IBusRegistrationConfigurator bus, IReadOnlyCollection<EndpointDefinition> endpoints) =>
            bus.UsingRabbitMq((context, rabbit) =>
            {
                var lost = context.GetRequiredService<LostConnections>();
                rabbit.Host(Address, host => host.OnRefreshConnectionFactory = factory => BrokerSocket.Use(factory, lost));
                foreach (var definition in endpoints)
                {
                    rabbit.ReceiveEndpoint(definition.Name, queue =>
                    {
                        QuorumQueues.Configure(queue, definition, context);
                        EndpointPipeline.Configure(queue, definition, rabbit, context);
                    });
                }
            });
    }
}
