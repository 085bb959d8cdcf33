using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.ServiceDefaults.Database;

internal static class DatabaseSetup
{
    /// <summary>The connection string is read when the data source is first asked for: Factory.Local learns it while the host is being built.</summary>
    public static void AddDatabase(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => Open(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<FactorySettings>(), provider.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddHostedService<DatabaseWait>();
    }

    private static NpgsqlDataSource Open(IConfiguration configuration, FactorySettings settings, ILoggerFactory loggers)
    {
        var text = configuration.GetConnectionString("factory");
        if (string.IsNullOrWhiteSpace(text))
            throw new InvalidOperationException("Configuration key ConnectionStrings:factory is missing: set ConnectionStrings__factory to the PostgreSQL database, for example Host=localhost;Database=factory;Username=factory.");
        var connection = new NpgsqlConnectionStringBuilder(text);
        connection.ApplicationName ??= settings.Service;
        // Every statement of the heart repeats: prepared once a connection, they cost PostgreSQL a third less.
        if (connection.MaxAutoPrepare == 0)
            connection.MaxAutoPrepare = 200;
        // Nothing sets anything for a session, and resetting it costs PostgreSQL as much as a small transaction.
        connection.NoResetOnClose = true;
        return new NpgsqlDataSourceBuilder(connection.ConnectionString).UseLoggerFactory(loggers).Build();
    }
}
