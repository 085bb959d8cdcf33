using System.Threading.Channels;
using Factory.Contracts;
using Factory.Contracts.Chats;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Repositories;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Servers;
using Factory.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Factory.Publisher.Tests.Fixtures;

/// <summary>The publisher on a real history, an in-memory bus and real repositories.</summary>
internal sealed class PublisherHost : IAsyncDisposable
{
    private const string Team = "team";
    private const string ReplyTo = "test-missions";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly IHost host;

    private PublisherHost(IHost host) => this.host = host;

    public static async Task<PublisherHost> Start(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:factory"] = await TestServers.Database(),
            ["Factory:DataFolder"] = TestServers.NewFolder(),
            ["Factory:LogFile"] = Path.Combine(TestServers.NewFolder(), "log"),
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddServiceDefaults("publisher");
        builder.AddPublisher();
        builder.Services.AddSingleton(Channel.CreateUnbounded<object>());
        builder.Services.AddSingleton(new LeaseOptions { Poll = TimeSpan.FromMilliseconds(50), FirstRetry = TimeSpan.FromMilliseconds(20) });
        builder.Services.AddEndpoints(endpoints => endpoints
            .Consumer<Arrival<RepositoryFetched>>(ReplyTo)
            .Consumer<Arrival<RepositoryUnusable>>(ReplyTo)
            .Consumer<Arrival<PullRequestFetched>>(ReplyTo)
            .Consumer<Arrival<PullRequestNotFetched>>(ReplyTo)
            .Consumer<Arrival<AuthorLookedUp>>(ReplyTo)
            .Consumer<Arrival<ChatThreadRead>>(ReplyTo)
            .Consumer<Arrival<ChangePublished>>(ReplyTo)
            .Consumer<Arrival<PublishingRefused>>(ReplyTo));
        builder.AddServiceBus();
        var built = builder.Build();
        await built.StartAsync();
        return new PublisherHost(built);
    }

    public Task<T> Fetch<T>(string repository, string? at = null) =>
        Ask<T>(new FetchRepository(Guid.CreateVersion7(), Team, new RepositoryRef(repository, at), ReplyTo));

    public Task<T> Fetch<T>(PullRequestRef pull) => Ask<T>(new FetchPullRequest(Guid.CreateVersion7(), Team, pull, ReplyTo));

    public Task<ChatThreadRead> Read(ChatRef chat, ChatGate gate, TimeSpan patience) =>
        Ask<ChatThreadRead>(new ReadChatThread(Guid.CreateVersion7(), Team, chat, gate, TimeProvider.System.GetUtcNow() + patience, ReplyTo));

    public Task<AuthorLookedUp> LookUp(string user, ChatPersonRules must, string chat = "slack") =>
        Ask<AuthorLookedUp>(new LookUpChatPerson(Guid.CreateVersion7(), Team, chat, "T0HOME", user, must, ReplyTo));

    public Task<byte[]> Content(BlobRef blob) => Blobs.Get(Team, blob.Id);

    /// <summary>Fetches the mirror, stores the pack and asks for the branch.</summary>
    public Task<T> Publish<T>(GitRepository repository, GitRepository clone, string branch, string? baseCommit = null) => Publish<T>(repository.Folder, clone, branch, baseCommit);

    /// <inheritdoc cref="Publish{T}(GitRepository, GitRepository, string, string?)"/>
    public async Task<T> Publish<T>(string repository, GitRepository clone, string branch, string? baseCommit = null, string? replaces = null, Action? beforeAsking = null)
    {
        var fetched = await Fetch<RepositoryFetched>(repository);
        var commit = await clone.Head();
        var pack = await Blobs.Put(Team, await clone.Pack(fetched.BaseCommit, commit), "application/octet-stream");
        beforeAsking?.Invoke();
        return await Ask<T>(new PublishChange(
            Guid.CreateVersion7(), Team, new RepositoryRef(repository, null), fetched.Mirror, baseCommit ?? fetched.BaseCommit, commit, pack, branch, ReplyTo) { Replaces = replaces });
    }

    /// <summary>Ends when a message waits for more than a minute.</summary>
    public async Task UntilOneWaits()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await Change("UPDATE factory.outbox SET due_at = due_at WHERE due_at > now() + interval '1 minute'", patience.Token) == 0)
            await look.WaitForNextTickAsync(patience.Token);
    }

    /// <summary>What waits comes now.</summary>
    public Task LetTimePass() => Change("UPDATE factory.outbox SET due_at = now() WHERE due_at > now()", CancellationToken.None);

    private async Task<int> Change(string sql, CancellationToken ct)
    {
        await using var command = host.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private BlobStore Blobs => host.Services.GetRequiredService<BlobStore>();

    private async Task<T> Ask<T>(object question)
    {
        await host.Services.GetRequiredService<Heart>().InTransaction(
            transaction =>
            {
                switch (question)
                {
                    case FetchRepository fetch: transaction.Send(Endpoints.Publisher, fetch); break;
                    case LookUpChatPerson person: transaction.Send(Endpoints.Publisher, person); break;
                    case ReadChatThread read: transaction.Send(Endpoints.Publisher, read); break;
                    case FetchPullRequest fetch: transaction.Send(Endpoints.Publisher, fetch); break;
                    default: transaction.Send(Endpoints.Publisher, (PublishChange)question); break;
                }

                return Task.CompletedTask;
            },
            CancellationToken.None);
        using var patience = new CancellationTokenSource(Patience);
        return Assert.IsType<T>(await host.Services.GetRequiredService<Channel<object>>().Reader.ReadAsync(patience.Token));
    }
}

/// <summary>Keeps a reply for the test that waits for it.</summary>
internal sealed class Arrival<T>(Channel<object> arrived) : IConsumer<T>
    where T : class
{
    public Task Consume(ConsumeContext<T> context)
    {
        arrived.Writer.TryWrite(context.Message);
        return Task.CompletedTask;
    }
}
