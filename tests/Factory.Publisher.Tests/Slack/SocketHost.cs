using System.Threading.Channels;
using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.History;
using Factory.Messaging;
using Factory.Publisher.Tests.Fixtures;
using Factory.Servers;
using Factory.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Factory.Publisher.Tests.Slack;

/// <summary>A publisher with a chat whose events come by a socket, and what it hands in.</summary>
internal sealed class SocketHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly IHost _host;

    private SocketHost(IHost host) => _host = host;

    public NpgsqlDataSource Database => _host.Services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<SocketHost> Start(ScriptedSockets slack, string database)
    {
        var folder = TestServers.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "bot"), "xoxb-for-tests-only");
        await File.WriteAllTextAsync(Path.Combine(folder, "app"), "xapp-for-tests-only");
        var file = Path.Combine(folder, "factory.publisher.yaml");
        await File.WriteAllTextAsync(
            file,
            $"""
            chats:
              slack:
                kind: slack
                api: {slack.Address.AbsoluteUri}api
                tokenFile: {folder}/bot
                socket:
                  tokenFile: {folder}/app
                  source: talk
                  team: shop
            """);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:factory"] = database,
            ["Factory:DataFolder"] = folder,
            ["Factory:PublisherFile"] = file,
            ["Factory:LogFile"] = Path.Combine(folder, "log"),
        });
        builder.AddServiceDefaults("publisher");
        builder.AddPublisher();
        builder.Services.AddSingleton(Channel.CreateUnbounded<object>());
        builder.Services.AddEndpoints(endpoints => endpoints.Consumer<Arrival<HandInDelivery>>(Endpoints.Signals));
        builder.AddServiceBus();
        var host = builder.Build();
        await host.StartAsync();
        return new SocketHost(host);
    }

    public async Task<HandInDelivery> HandedIn()
    {
        using var patience = new CancellationTokenSource(Patience);
        return Assert.IsType<HandInDelivery>(await _host.Services.GetRequiredService<Channel<object>>().Reader.ReadAsync(patience.Token));
    }

    public Task<byte[]> Body(HandInDelivery delivery) => _host.Services.GetRequiredService<BlobStore>().Get(delivery.Team, delivery.Body.Id);

    public async Task<long> Stored()
    {
        await using var command = Database.CreateCommand("SELECT count(*) FROM factory.blob");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
