using Factory.Messaging.Nodes;
using Factory.Router.Casting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Factory.Router.Ledger;

internal static class LedgerSetup
{
    /// <summary>Reservations, settlements and budgets. Before the bus, so that it ends after the last recording.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services)
    {
        services.TryAddSingleton<NodeIdentity>();
        services.AddSingleton<Func<Budgets>>(provider =>
        {
            var files = provider.GetRequiredService<ModelsFiles>();
            return () => files.Recent.File.Budgets;
        });
        services.AddSingleton<MissionCaps>();
        services.AddSingleton<CallCaps>();
        services.AddSingleton<OpenCalls>();
        services.AddSingleton<LedgerWriter>();
        services.AddSingleton<CallLedger>();
        services.AddSingleton<LedgerSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<LedgerSweep>());
        services.AddSingleton<Slices>();
        services.AddHostedService(provider => provider.GetRequiredService<Slices>());
        return services;
    }
}
