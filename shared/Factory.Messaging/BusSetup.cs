using Factory.History;
using Factory.Messaging.Consuming;
using Factory.Messaging.DeadLetters;
using Factory.Messaging.Leases;
using Factory.Messaging.Nodes;
using Factory.Messaging.Outbox;
using Factory.Messaging.Suspects;
using Factory.Messaging.Transports;
using MassTransit;
using MassTransit.Middleware;
using MassTransit.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Factory.Messaging;

/// <summary>Puts a host's endpoints on the bus.</summary>
public static class BusSetup
{
    /// <summary>Registers endpoints. Each feature calls it; what they register accumulates until <see cref="AddFactoryBus"/>.</summary>
    public static IServiceCollection AddEndpoints(this IServiceCollection services, Action<EndpointRegistrar> register)
    {
        ArgumentNullException.ThrowIfNull(register);
        register(EndpointRegistrar.Of(services));
        return services;
    }

    /// <summary>
    /// Builds the bus from all that <see cref="AddEndpoints"/> accumulated; call it last and once.
    /// Needs an <c>NpgsqlDataSource</c> among the services; <see cref="HeartOptions"/> may be configured.
    /// </summary>
    public static IServiceCollection AddFactoryBus(this IServiceCollection services, BusTransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var endpoints = EndpointRegistrar.Of(services);
        services.AddHistory();
        foreach (var migration in Migration.EmbeddedIn(typeof(BusSetup).Assembly))
            services.AddSingleton(migration);
        AddHeart(services, transport);
        services.AddNode();
        // Hosted services stop in the opposite order: relay, pump, ledger, then the bus, then its temporary queues go, and what is left is given back.
        services.AddHostedService<OutboxRelease>();
        if (transport is BusTransport.RabbitMq)
            services.AddHostedService<TemporaryQueues>();
        AddBus(services, endpoints, transport);
        services.AddHostedService(provider => provider.GetRequiredService<OutboxLedger>());
        services.AddHostedService(provider => provider.GetRequiredService<OutboxPump>());
        services.AddHostedService<OutboxRelay>();
        services.AddHostedService<InboxCleaner>();
        return services;
    }

    private static void AddHeart(IServiceCollection services, BusTransport transport)
    {
        services.AddOptions<HeartOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<NodeIdentity>();
        services.AddSingleton(transport);
        services.AddSingleton<OutboxAlarm>();
        services.AddSingleton<OutboxLedger>();
        services.AddSingleton<OutboxPump>();
        services.AddSingleton<LostConnections>();
        services.AddSingleton<OutboxSender>();
        services.AddSingleton<LeaseBeginnings>();
        services.AddSingleton<HeartParts>();
        services.AddSingleton(provider => new Heart(provider.GetRequiredService<HeartParts>()));
        services.AddSingleton<DeadLetterStore>();
        services.AddSingleton<DeadLetters.DeadLetters>();
        services.AddSingleton<LargeBodyFilter>();
        services.AddSingleton<SuspectMarks>();
        services.AddSingleton<SuspectFilter>();
        services.AddScoped<IOutboxContextFactory<HeartTransaction>, HeartContextFactory>();
        if (transport is BusTransport.RabbitMq rabbit)
            services.AddSingleton(rabbit).AddHostedService<DeliveryLimitMover>();
    }

    private static void AddBus(IServiceCollection services, EndpointRegistrar endpoints, BusTransport transport)
    {
        SystemTextJsonMessageSerializer.Options = new(SystemTextJsonMessageSerializer.Options) { WriteIndented = false };
        services.AddMassTransit(bus =>
        {
            // A factory tells nobody outside what it does.
            bus.DisableUsageTelemetry();
            endpoints.Register(bus);
            transport.Use(bus, endpoints.Endpoints);
        });
    }
}
