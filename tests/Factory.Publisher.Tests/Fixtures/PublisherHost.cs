using System.Threading.Channels;
using Factory.Contracts;
using Factory.Contracts.Missions;
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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

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
            .Consumer<Arrival<ChangePublished>>(ReplyTo)
            .Consumer<Arrival<PublishingRefused>>(ReplyTo));
        builder.AddServiceBus();
        var built = builder.Build();
        await built.StartAsync();
        return new PublisherHost(built);
    }

    public Task<T> Fetch<T>(string repository, string? at = null) =>
        Ask<T>(new FetchRepository(Guid.CreateVersion7(), Team, new RepositoryRef(repository, at), ReplyTo));

    /// <summary>Fetches the mirror, stores the pack and asks for the branch.</summary>
    public async Task<T> Publish<T>(GitRepository repository, GitRepository clone, string branch, string? baseCommit = null)
    {
        var fetched = await Fetch<RepositoryFetched>(repository.Folder);
        var commit = await clone.Head();
        var pack = await Blobs.Put(Team, await clone.Pack(fetched.BaseCommit, commit), "application/octet-stream");
        return await Ask<T>(new PublishChange(
            Guid.CreateVersion7(), Team, new RepositoryRef(repository.Folder, null), fetched.Mirror, baseCommit ?? fetched.BaseCommit, commit, pack, branch, ReplyTo));
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
                if (question is FetchRepository fetch)
                {
                    transaction.Send(Endpoints.Publisher, fetch);
                }
                else
                {
                    transaction.Send(Endpoints.Publisher, (PublishChange)question);
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
