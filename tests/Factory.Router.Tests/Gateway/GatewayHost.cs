using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Factory.History;
using Factory.History.Teams;
using Factory.Messaging;
using Factory.Router.Tests.Fixtures;
using Factory.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Router.Tests.Gateway;

/// <summary>The gateway on a real database, with a provider of each protocol in front of one <see cref="Gateway.Upstream"/>.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string Team = "blue";

    private readonly WebApplication app;

    private GatewayHost(WebApplication app, Upstream upstream, CapturedLogs logs, Uri address, string key, string database)
    {
        (this.app, Upstream, Logs, Address, Key, Database) = (app, upstream, logs, address, key, database);
        Client = new HttpClient { BaseAddress = address };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Upstream Upstream { get; }

    public CapturedLogs Logs { get; }

    public Uri Address { get; }

    /// <summary>A key without a budget.</summary>
    public string Key { get; }

    public string Database { get; }

    /// <summary>Sends the key as OpenAI's tools do.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public TeamTokens Tokens => Services.GetRequiredService<TeamTokens>();

    /// <param name="configure">Further settings.</param>
    public static async Task<GatewayHost> Start(Action<Upstream, GatewayCasting, Dictionary<string, string?>>? configure = null)
    {
        var upstream = await Upstream.Start();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var casting = new GatewayCasting()
            .Model("chat", "openai-compatible", $"{upstream.Address}v1").Model("claude", "anthropic", $"{upstream.Address}").Model("responses", "openai-responses", $"{upstream.Address}v1")
            .Role("tester", "claude").Role("docs", "responses").Role("coder", "chat");
        configure?.Invoke(upstream, casting, settings);
        settings["Factory:ModelsFile"] = casting.Write();
        var logs = new CapturedLogs();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(logs);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var database = await TestServers.Database();
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(database));
        builder.Services.AddHistory();
        builder.AddRouter();
        builder.Services.AddFactoryBus(new BusTransport.InMemory());
        var built = builder.Build();
        await built.Services.GetRequiredService<SchemaMigrator>().Migrate();
        built.MapRouter();
        await built.StartAsync();
        var address = new Uri(built.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        var key = await built.Services.GetRequiredService<TeamTokens>().CreateGatewayKey(Team, "anna", budget: null);
        return new GatewayHost(built, upstream, logs, address, key, database);
    }

    public Task<HttpResponseMessage> Post(string path, string body, params (string Name, string Value)[] headers) => Post(path, Encoding.UTF8.GetBytes(body), headers);

    public async Task<HttpResponseMessage> Post(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
