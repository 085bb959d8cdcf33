using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Factory.Contracts;
using Factory.Contracts.Chats;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.Contracts.Triage;
using Factory.History;
using Factory.Messaging;
using Factory.Servers;
using Factory.ServiceDefaults;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Factory.SignalIntake.Tests.Fixtures;

/// <summary>SignalIntake on a real database and an in-memory bus; what it sends to others is kept.</summary>
internal sealed class IntakeHost : IAsyncDisposable
{
    public const string Team = "default";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly IHost _host;
    private readonly HashSet<Guid> _missions = [];
    private int _number;

    private IntakeHost(IHost host, string folder) => (_host, Folder) = (host, folder);

    public string Folder { get; }

    /// <param name="source">More lines of the source <c>github</c>, four spaces in, or further sources; <c>{folder}</c> stands for the folder.</param>
    public static async Task<IntakeHost> Start(string source = "", string github = "")
    {
        var folder = TestServers.NewFolder();
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "secret"), "for-tests-only");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "factory.signals.yaml"),
            $$"""
            sources:
              github:
                kind: github
                secretFile: {{folder}}/secret
                github: { issues: all{{github}} }
                repositories:
                  acme/shop: { path: {{folder}}, review: true, ci: true, docs: true }
            {{source.Replace("{folder}", folder, StringComparison.Ordinal)}}
              alerts:
                kind: webhook
                secretFile: {{folder}}/secret
                webhook: { header: X-Proof, scheme: token, title: title, body: body, key: key }
                repository: {{folder}}
            """);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:factory"] = await TestServers.Database(),
            ["Factory:DataFolder"] = folder,
            ["Factory:LogFile"] = Path.Combine(folder, "log"),
        });
        builder.AddServiceDefaults("signal-intake");
        builder.AddSignalIntake();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(Channel.CreateUnbounded<object>());
        builder.Services.AddEndpoints(endpoints => endpoints
            .Consumer<Arrival<StartMission>>(Endpoints.Missions)
            .Consumer<Arrival<StartMission>>(Endpoints.Reviews)
            .Consumer<Arrival<OrderReview>>(Endpoints.Reviews)
            .Consumer<Arrival<StopReview>>(Endpoints.Reviews)
            .Consumer<Arrival<PullRequestNews>>(Endpoints.Publisher)
            .Consumer<Arrival<LookUpAuthor>>(Endpoints.Publisher)
            .Consumer<Arrival<RerunJob>>(Endpoints.Publisher)
            .Consumer<Arrival<LookUpChatPerson>>(Endpoints.Publisher)
            .Consumer<Arrival<ReadChatThread>>(Endpoints.Publisher)
            .Consumer<Arrival<ClassifySignal>>(Endpoints.Router)
            .Consumer<Arrival<ReadJobLog>>(Endpoints.Publisher));
        builder.AddServiceBus();
        var host = builder.Build();
        await host.StartAsync();
        return new IntakeHost(host, folder);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Stores a delivery of GitHub and judges it.</summary>
    public Task<ListedDelivery> Judge(string name, object payload) => Judge("github", name, payload);

    /// <summary>Stores a delivery and judges it.</summary>
    public async Task<ListedDelivery> Judge(string source, string name, object payload)
    {
        var delivery = Delivery(source, name, payload);
        await Store(delivery);
        return await JudgeStored(delivery.Id);
    }

    /// <summary>Deliveries come a millisecond apart at least: of two in the same one nobody could say which came first.</summary>
    public Delivery Delivery(string source, string name, object payload)
    {
        var number = Interlocked.Increment(ref _number);
        var body = payload is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(payload);
        return new Delivery(Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddMilliseconds(number)), Team, source, $"d-{number}", name, "application/json", body);
    }

    public Task Store(Delivery delivery) => InTransaction(transaction => transaction.Write(DeliveryCommands.Insert([delivery])));

    public async Task<ListedDelivery> JudgeStored(params IReadOnlyList<Guid> ids)
    {
        await Get<Heart>().InTransaction(transaction => Get<DeliveryJudging>().Judge(transaction, ids, CancellationToken.None), CancellationToken.None);
        return (await Get<DeliveryStore>().Find(Team, ids[^1], CancellationToken.None))!;
    }

    public Task Send<T>(T message)
        where T : class => InTransaction(transaction => transaction.Send(Endpoints.Signals, message));

    public async Task<BlobRef> Blob(string text) => await Get<BlobStore>().Put(Team, Encoding.UTF8.GetBytes(text), "text/plain");

    public async Task<string> Text(BlobRef blob) => Encoding.UTF8.GetString(await Get<BlobStore>().Get(Team, blob.Id));

    /// <summary>The next message that others are sent.</summary>
    public async Task<T> Sent<T>()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            // A mission that nobody acknowledges is asked for again.
            var message = await Get<Channel<object>>().Reader.ReadAsync(patience.Token);
            if (message is not StartMission mission || _missions.Add(mission.MissionId))
                return Assert.IsType<T>(message);
        }
    }

    /// <summary>Why a delivery is held, once it is.</summary>
    public async Task<string> HeldWhy(Guid id) => (await Seen(id, delivery => delivery is { Verdict: DeliveryVerdict.Held, Why: not null })).Why!;

    /// <summary>A delivery as people see it, once it is as wished.</summary>
    public async Task<ListedDelivery> Seen(Guid id, Predicate<ListedDelivery> isAsWished)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (await Get<DeliveryStore>().Find(Team, id, patience.Token) is { } delivery && isAsWished(delivery))
                return delivery;
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    public async Task<T> Value<T>(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends when a count is as wished.</summary>
    public async Task Until(string sql, long count)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await Value<long>(sql) != count)
            await look.WaitForNextTickAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private Task InTransaction(Action<HeartTransaction> work) => Get<Heart>().InTransaction(
        transaction =>
        {
            work(transaction);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    /// <summary>Keeps a message for the test that waits for it.</summary>
    private sealed class Arrival<T>(Channel<object> arrived) : IConsumer<T>
        where T : class
    {
        public Task Consume(ConsumeContext<T> context)
        {
            arrived.Writer.TryWrite(context.Message);
            return Task.CompletedTask;
        }
    }
}
