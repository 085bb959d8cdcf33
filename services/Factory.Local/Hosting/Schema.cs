using Factory.History;
using Factory.Messaging;
using Npgsql;

namespace Factory.Local.Hosting;

/// <summary>Brings a database up to date before services start that may not change its schema.</summary>
public static class Schema
{
    /// <param name="connectionString">As the database's owner.</param>
    public static async Task Migrate(string connectionString, CancellationToken ct)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddFactoryBus(new BusTransport.InMemory());
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<SchemaMigrator>().Migrate(ct);
    }
}
