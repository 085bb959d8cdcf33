using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.Outputs;
using Factory.Contracts.Repositories;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Publisher.CatchingUp;
using Factory.Publisher.Tests.Fixtures.OpenApi;
using Factory.Servers;
using Factory.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Factory.Publisher.Tests.Fixtures;

/// <summary>The publisher with a forge, on a real history; what it sends to others is kept.</summary>
internal sealed class OutputsHost : IAsyncDisposable
{
    public const string Team = "team";
    public const string ReplyTo = "test-asker";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly IHost host;

    private OutputsHost(IHost host, string database, string settings, ConcurrentQueue<string> problems) => (this.host, Database, Settings, Problems) = (host, database, settings, problems);

    public string Database { get; }

    /// <summary>Path of the publisher's file.</summary>
    public string Settings { get; }

    /// <summary>What of its exchanges with the forge is not as GitHub describes it.</summary>
    public ConcurrentQueue<string> Problems { get; }

    public Guid Mission { get; } = Guid.CreateVersion7();

    /// <param name="api">Path of the forge's API.</param>
    /// <param name="settings">Of the forges, indented as in the file.</param>
    public static async Task<OutputsHost> Start(string settings, string api = "/api/v3", bool holdAnswers = true, bool catchesUp = false, Action<IServiceCollection>? add = null)
    {
        var file = Path.Combine(TestServers.NewFolder(), "factory.publisher.yaml");
        await File.WriteAllTextAsync(file, settings);
        var database = await TestServers.Database();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:factory"] = database,
            ["Factory:DataFolder"] = TestServers.NewFolder(),
            ["Factory:LogFile"] = Path.Combine(TestServers.NewFolder(), "log"),
            ["Factory:PublisherFile"] = file,
            [MissionLink.Key] = "https://factory.example.org",
        });
        var problems = new ConcurrentQueue<string>();
        var description = await OpenApiDescription.Read();
        builder.AddServiceDefaults("publisher");
        builder.Services.AddSingleton<Func<DelegatingHandler>>(() => new HeldAgainstGitHub(description, problems, api, holdAnswers));
        builder.Services.AddSingleton(new CatchUpOptions(catchesUp ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromHours(1)));
        add?.Invoke(builder.Services);
        builder.AddPublisher();
        builder.Services.AddSingleton(Channel.CreateUnbounded<object>());
        builder.Services.AddSingleton(new LeaseOptions { Poll = TimeSpan.FromMilliseconds(50), FirstRetry = TimeSpan.FromMilliseconds(20) });
        builder.Services.AddEndpoints(endpoints => endpoints
            .Consumer<Arrival<OutputApplied>>(ReplyTo).Consumer<Arrival<OutputRefused>>(ReplyTo)
            .Consumer<Arrival<AuthorLookedUp>>(ReplyTo).Consumer<Arrival<JobLogRead>>(ReplyTo)
            .Consumer<Arrival<ChangePublished>>(ReplyTo).Consumer<Arrival<PublishingRefused>>(ReplyTo)
            .Consumer<Arrival<RepositoryFetched>>(ReplyTo).Consumer<Arrival<RepositoryUnusable>>(ReplyTo)
            .Consumer<ToMissions<OutputRefused>>(Endpoints.Missions).Consumer<ToMissions<ChangeNews>>(Endpoints.Missions)
            .Consumer<Arrival<HandInDelivery>>(Endpoints.Signals));
        builder.AddServiceBus();
        var built = builder.Build();
        await built.StartAsync();
        return new OutputsHost(built, database, file, problems);
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public Task<BlobRef> Text(string text) => Get<BlobStore>().Put(Team, Encoding.UTF8.GetBytes(text), "text/markdown");

    public async Task<string> Read(BlobRef blob) => Encoding.UTF8.GetString(await Get<BlobStore>().Get(Team, blob.Id));

    public Task Send<T>(T command)
        where T : class =>
        Get<Heart>().InTransaction(
            transaction =>
            {
                transaction.Send(Endpoints.Publisher, command);
                return Task.CompletedTask;
            },
            CancellationToken.None);

    /// <summary>The next answer of a kind; others that come before it are let go.</summary>
    public async Task<T> Next<T>()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await Get<Channel<object>>().Reader.ReadAsync(patience.Token) is T answer)
                return answer;
        }
    }

    private async Task<object> NextOfAny()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await Get<Channel<object>>().Reader.ReadAsync(patience.Token);
    }

    /// <summary>Sends it and comes back with the answer, which must be of this kind.</summary>
    public async Task<TAnswer> Ask<TAnswer>(object command)
    {
        await SendAny(command);
        var answer = await NextOfAny();
        while (answer is ToMission)
            answer = await NextOfAny();
        return Assert.IsType<TAnswer>(answer);
    }

    /// <summary>Comes back when nothing is under way, and nothing waits.</summary>
    public async Task Idle()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await Count("SELECT (SELECT count(*) FROM factory.lease) + (SELECT count(*) FROM factory.outbox)") > 0)
            await Task.Yield();
    }

    public async Task Until(string sql, long count)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await Count(sql) != count)
            await look.WaitForNextTickAsync(patience.Token);
    }

    public async Task<long> Count(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task<string?> Scalar(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private Task SendAny(object command) => (Task)GetType().GetMethod(nameof(Send))!.MakeGenericMethod(command.GetType()).Invoke(this, [command])!;
}

/// <summary>Of what a mission is told.</summary>
internal sealed record ToMission(object Message);

internal sealed class ToMissions<T>(Channel<object> arrived) : IConsumer<T>
    where T : class
{
    public Task Consume(ConsumeContext<T> context)
    {
        arrived.Writer.TryWrite(new ToMission(context.Message));
        return Task.CompletedTask;
    }
}
