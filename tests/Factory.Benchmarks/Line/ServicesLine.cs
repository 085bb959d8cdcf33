using Factory.Cli.Output;
using Factory.Cli.Services;
using Factory.History;
using Factory.Local.Hosting;
using Factory.Messaging;
using Factory.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Benchmarks.Line;

/// <summary>Every service a process of its own, as <c>up --services</c> starts them, over real RabbitMQ; this process orders runs and takes their answers.</summary>
internal sealed class ServicesLine : ILine
{
    private readonly ServicesFactory _services;
    private readonly IHost _client;

    private ServicesLine(ServicesFactory services, IHost client) => (_services, _client) = (services, client);

    public Heart Heart => _client.Services.GetRequiredService<Heart>();

    public BlobStore Blobs => _client.Services.GetRequiredService<BlobStore>();

    public static async Task<ServicesLine> Start(string folder, string database, IReadOnlyDictionary<string, string?> configuration, CancellationToken ct)
    {
        // Services take their configuration from the environment of whoever starts them.
        foreach (var (key, value) in configuration)
            Environment.SetEnvironmentVariable(key.Replace(":", "__", StringComparison.Ordinal), value);
        var broker = await TestServers.RabbitMqVirtualHost();
        var options = new UpOptions(folder, FreePorts(), broker, database, new Dictionary<string, int>());
        var services = await ServicesFactory.Start(options, new Screen(json: true), ct);
        return new ServicesLine(services, await Client(database, broker, ct));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync(CancellationToken.None);
        _client.Dispose();
        await _services.DisposeAsync();
    }

    private static async Task<IHost> Client(string database, Uri broker, CancellationToken ct)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(database));
        builder.Services.AddEndpoints(endpoints => endpoints.Consumer<AnswerConsumer>(AnswerConsumer.Endpoint));
        builder.Services.AddFactoryBus(BusTransport.From(broker.AbsoluteUri));
        var host = builder.Build();
        await host.StartAsync(ct);
        return host;
    }

    /// <summary>Three in a row, for signals, missions and the gateway.</summary>
    private static int FreePorts()
    {
        while (true)
        {
            var port = LoopbackPorts.Free();
            try
            {
                LoopbackPorts.CheckFree(port + 1);
                LoopbackPorts.CheckFree(port + 2);
                LoopbackPorts.CheckFree(port + 2);
                return port;
            }
            catch (Factory.Local.FactoryException)
            {
                // Taken: others.
            }
        }
    }
}
