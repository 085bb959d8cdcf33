using Factory.Messaging.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Factory.Messaging.Leases;

internal static class LeaseSetup
{
    /// <summary>What all lanes of a process share. May be called more than once.</summary>
    public static void AddLeases(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(Lanes)))
            return;
        services.AddNode();
        services.TryAddSingleton<LeaseOptions>();
        services.AddSingleton<Lanes>();
        services.AddSingleton<LeaseEnds>();
        services.AddHostedService<LeaseKeeper>();
    }
}
