using Factory.Contracts;
using Factory.Contracts.Runs;
using Factory.Droids.Roles;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Router.Casting;
using Factory.Router.Choosing;
using Factory.Router.Models;
using Factory.Router.Protocols;
using Factory.ScriptedModel;
using Factory.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Router.Tests.Fixtures;

/// <summary>The router's parts on a real history, cast with scripted models; without the bus.</summary>
internal sealed class RouterHost : IAsyncDisposable
{
    public const string Team = "team";
    public const string Role = RoleNames.Coder;

    private readonly IHost host;

    private RouterHost(IHost host, ScriptedModelServer model, ScriptedCasting casting, CapturedLogs logs) => (this.host, Model, Casting, Logs) = (host, model, casting, logs);

    public ScriptedModelServer Model { get; }

    /// <summary>The models file.</summary>
    public ScriptedCasting Casting { get; }

    public CapturedLogs Logs { get; }

    public IServiceProvider Services => host.Services;

    public AskedModels Models => new(Services.GetRequiredService<RoleModels>(), Services.GetRequiredService<MissionCastings>());

    public RequestRenderer Renderer => Services.GetRequiredService<RequestRenderer>();

    /// <summary>What the router sent to whoever asked.</summary>
    public Replies Replies => Services.GetRequiredService<Replies>();

    /// <summary>The coder is played by the scripted model "coder", at no price.</summary>
    public static Task<RouterHost> Start(Action<ScriptedModelServer, ScriptedCasting>? configure = null) => Start(configure, null, keepRequests: true);

    /// <summary>The same, taking messages from an in-memory bus.</summary>
    public static async Task<RouterHost> StartOnBus(Action<ScriptedModelServer, ScriptedCasting>? configure = null)
    {
        var router = await Start(
            configure,
            services => services
                .AddSingleton(new LeaseOptions { Poll = TimeSpan.FromMilliseconds(50), FirstRetry = TimeSpan.FromMilliseconds(20) })
                .AddEndpoints(endpoints => endpoints.Consumer<AnsweredConsumer>(RunInHistory.ReplyTo).Consumer<UnavailableConsumer>(RunInHistory.ReplyTo).Consumer<ClassifiedConsumer>(RunInHistory.ReplyTo))
                .AddFactoryBus(new BusTransport.InMemory()),
            keepRequests: true);
        await router.host.StartAsync();
        return router;
    }

    public static async Task<RouterHost> Start(Action<ScriptedModelServer, ScriptedCasting>? configure, Action<IServiceCollection>? more, bool keepRequests)
    {
        var model = await ScriptedModelServer.Start(keepRequests);
        var casting = model.CastingOf(Role);
        configure?.Invoke(model, casting);
        var logs = new CapturedLogs();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(casting.Write());
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(await TestServers.Database()));
        builder.Services.AddSingleton<Replies>();
        builder.Services.AddHistory();
        builder.AddRouter();
        more?.Invoke(builder.Services);
        var built = builder.Build();
        await built.Services.GetRequiredService<SchemaMigrator>().Migrate();
        return new RouterHost(built, model, casting, logs);
    }

    public Task InTransaction(Action<HeartTransaction> work) => Services.GetRequiredService<Heart>().InTransaction(
        transaction =>
        {
            work(transaction);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    public Task Send(AskModel ask) => InTransaction(transaction => transaction.Send(Endpoints.Router, ask));

    public Task<RunInHistory> Run(string prompt = "You are a coder.", string task = "Fix it.", string role = Role) =>
        RunInHistory.Start(Services.GetRequiredService<EventStore>(), Services.GetRequiredService<BlobStore>(), Team, role, prompt, task);

    /// <summary>What happened in a stream.</summary>
    public async Task<IReadOnlyList<object>> Stream(Guid stream)
    {
        var found = new List<object>();
        await foreach (var stored in Services.GetRequiredService<EventStore>().Read(stream))
            found.Add(stored.Data);
        return found;
    }

    /// <summary>Waits for something that only a look can tell.</summary>
    public async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds())
            await timer.WaitForNextTickAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        // Given to the host and not made by it; else each test's connections stay until the server has no more.
        await using var database = Services.GetRequiredService<NpgsqlDataSource>();
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        await Model.DisposeAsync();
        Assert.Empty(Model.Refused);
    }
}
