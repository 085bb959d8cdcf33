using Factory.History.Costs;
using Factory.History.Missions;
using Factory.History.Projections;
using Factory.History.Runs;
using Factory.History.Teams;
using Factory.History.Transfer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Factory.History;

/// <summary>Registers the history. Needs an <see cref="Npgsql.NpgsqlDataSource"/> in the container.</summary>
public static class HistorySetup
{
    /// <summary>
    /// The event store, the blobs and the schema. Everything else that has tables registers its <see cref="Migration"/>s as singletons;
    /// the host migrates before its hosted services start. May be called more than once.
    /// </summary>
    public static IServiceCollection AddHistory(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(EventStore)))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(EventTypes.Product);
        services.AddSingleton<EventStore>();
        services.AddSingleton<BlobStore>();
        services.AddSingleton<SchemaMigrator>();
        foreach (var migration in SchemaMigrator.OfHistory)
            services.AddSingleton(migration);
        services.AddHostedService<MigrationAtStart>();
        services.AddSingleton<Pulse>();
        services.AddSingleton<MissionQueries>();
        services.AddSingleton<TimelineQueries>();
        services.AddSingleton<RunQueries>();
        services.AddSingleton<CostQueries>();
        services.AddSingleton<TeamTokens>();
        services.AddSingleton<MissionExport>();
        services.AddSingleton<MissionErasure>();
        return services;
    }

    /// <summary>
    /// Runs the read models for people in this process, or stands by for another process that does. For the hosts that show them; may be
    /// called more than once. Further read models are registered as <see cref="IProjection"/> singletons.
    /// </summary>
    public static IServiceCollection AddProjections(this IServiceCollection services)
    {
        services.AddHistory();
        if (services.Any(service => service.ServiceType == typeof(ProjectionRunner)))
            return services;
        services.TryAddSingleton(new ProjectionOptions());
        services.AddSingleton<IProjection, MissionListProjection>();
        services.AddSingleton<IProjection, MissionTimelineProjection>();
        services.AddSingleton<IProjection, RunTranscriptProjection>();
        services.AddSingleton<ProjectionRunner>();
        services.TryAddSingleton(new ImportLimits());
        services.AddSingleton<MissionImport>();
        services.AddHostedService(provider => provider.GetRequiredService<ProjectionRunner>());
        services.AddHealthChecks().AddCheck<ProjectionHealthCheck>("projections");
        return services;
    }
}
