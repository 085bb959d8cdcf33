using Factory.History;
using Factory.Messaging;
using Factory.ServiceDefaults.Database;
using Factory.ServiceDefaults.Health;
using Factory.ServiceDefaults.Lifetime;
using Factory.ServiceDefaults.Logging;
using Factory.ServiceDefaults.Repositories;
using Factory.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Factory.ServiceDefaults;

/// <summary>What every host has: configuration, the database, history, health, telemetry, logs and an orderly end.</summary>
public static class ServiceDefaultsSetup
{
    /// <summary>
    /// Call first in every host, before the services it hosts. Waits for the database and migrates its schema before anything starts.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">Lower-case noun, for example <c>router</c>: the name in logs, telemetry and node rows.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="InvalidOperationException">A configuration key is malformed; the message names it.</exception>
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder, string service)
    {
        var settings = FactorySettings.From(builder.Configuration, service);
        builder.Services.AddSingleton(settings).AddSingleton(MissionLink.Read(builder.Configuration));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = settings.ShutdownTimeout;
            options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost;
        });
        if (builder.Configuration.GetValue<bool>("Factory:StopWithInput"))
            builder.Services.AddHostedService<StopWithInput>();
        builder.Services.AddSingleton(new RepositoryRules(builder.Configuration));
        builder.AddLineLogging(settings);
        builder.AddDatabase();
        builder.Services.AddHistory();
        builder.AddTelemetry(settings);
        builder.AddHealth();
        return builder;
    }

    /// <summary>Call last, when every hosted service has registered its endpoints: builds the bus, over <c>ConnectionStrings:rabbitmq</c>, or in memory where it is absent.</summary>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHostApplicationBuilder AddServiceBus(this IHostApplicationBuilder builder)
    {
        builder.Services.Configure<HeartOptions>(builder.Configuration.GetSection("Factory:Heart"));
        builder.Services.AddFactoryBus(BusTransport.From(builder.Configuration.GetConnectionString("rabbitmq")));
        return builder;
    }

    /// <summary>Maps <c>/health</c> (all checks: may take work) and <c>/alive</c> (the process answers).</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealth();
        return app;
    }
}
