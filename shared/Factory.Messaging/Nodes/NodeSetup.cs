using Factory.Messaging.Leases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Factory.Messaging.Nodes;

internal static class NodeSetup
{
    /// <summary>This process as a node with a heartbeat. Before the bus, so that it is there as long as messages are handled. May be called more than once.</summary>
    public static IServiceCollection AddNode(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(NodeHeartbeat)))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<NodeIdentity>();
        services.TryAddSingleton<NodeOptions>();
        services.AddSingleton<LeaseSignal>();
        services.AddSingleton<LeaseStore>();
        services.AddSingleton<NodeHeartbeat>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeHeartbeat>());
        return services;
    }
}
