using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Router;
using Factory.ScriptedModel;
using Factory.Servers;
using Factory.ServiceDefaults;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Factory.Reviewer.Tests.Fixtures;

/// <summary>Reviewer and router on a real history, real git and an in-memory bus; the publisher is scripted, and so is the reviewer's model where it is cast.</summary>
internal sealed class ReviewHost : IAsyncDisposable
{
    public const string Team = "team";
    private const string Address = "https://forge.example/acme/shop";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly IHost _host;

    private ReviewHost(IHost host, ScriptedModelServer model) => (_host, Model) = (host, model);

    public ScriptedModelServer Model { get; }

    public ScriptedPublisher Publisher => _host.Services.GetRequiredService<ScriptedPublisher>();

    public PulledRepository Repository => Publisher.Repository;

    public static async Task<ReviewHost> Start(Func<ScriptedRequest, Reply>? reviewer = null)
    {
        var model = await ScriptedModelServer.Start();
        var casting = reviewer is null ? new ScriptedCasting(model) : model.CastingOf("reviewer");
        if (reviewer is not null)
            model.On("reviewer", reviewer);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var data = TestServers.NewFolder();
        builder.Configuration.AddInMemoryCollection(casting.Write());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:factory"] = await TestServers.Database(),
            ["Factory:DataFolder"] = data,
            ["Factory:LogFile"] = Path.Combine(data, "log"),
        });
        builder.AddServiceDefaults("reviewer");
        builder.AddReviewer();
        builder.AddRouter();
        builder.Services.AddSingleton(new ScriptedPublisher()).AddSingleton(new Mirrors(Path.Combine(data, "mirrors"), new SandboxOptions()));
        builder.Services.AddSingleton(new LeaseOptions { Poll = TimeSpan.FromMilliseconds(50), FirstRetry = TimeSpan.FromMilliseconds(20) });
        builder.Services.AddEndpoints(endpoints => endpoints.Consumer<ScriptedPublisherConsumer>(Endpoints.Publisher).Consumer<ScriptedSignals>(Endpoints.Signals));
        builder.AddServiceBus();
        var host = builder.Build();
        await host.StartAsync();
        return new ReviewHost(host, model);
    }

    public PullRequestRef Pull(string head, string? before = null, bool draft = false) => new(Address, 7, head, "main") { HeadBranch = PulledRepository.Branch, Before = before, Draft = draft };

    /// <summary>A push asks for a round; gives the mission's id.</summary>
    public async Task<Guid> Ask(string head, string? before = null, bool draft = false, string body = "Counts the items.")
    {
        var (mission, signal) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var report = await _host.Services.GetRequiredService<BlobStore>().Put(Team, Encoding.UTF8.GetBytes(body), "text/plain");
        await Say(new StartMission(mission, signal, Team, "Count the items", report, new RepositoryRef(Address, "main"), null, MissionLimits.Default) { Kind = MissionKind.Review, PullRequest = Pull(head, before, draft) });
        return mission;
    }

    /// <summary>The same, and waits for its end.</summary>
    public async Task<MissionEnded> Review(string head, string? before = null, bool draft = false, string body = "Counts the items.") => await Ended(await Ask(head, before, draft, body));

    public Task<MissionEnded> Ended(Guid mission) => Until(() => Publisher.Said<MissionEnded>().FirstOrDefault(ended => ended.MissionId == mission), "the mission ends");

    public Task Order(ReviewOrder order, string head, string text = "", long? inReplyTo = null) =>
        Say(new OrderReview(Guid.CreateVersion7(), Team, Pull(head), order, "ada", text, inReplyTo, new Origin("github", "ada", Trust.Writer) { Issue = new IssueRef(Address, 7, true, 55) }));

    public Task Stop(string head, string why = "The pull request was closed.") => Say(new StopReview(Guid.CreateVersion7(), Team, Pull(head), why));

    public Task Say<T>(T message, string endpoint = Endpoints.Reviews)
        where T : class => _host.Services.GetRequiredService<Heart>().InTransaction(
        transaction =>
        {
            transaction.Send(endpoint, message);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    /// <summary>What happened in a stream.</summary>
    public async Task<IReadOnlyList<object>> Stream(Guid stream)
    {
        var found = new List<object>();
        await foreach (var stored in _host.Services.GetRequiredService<EventStore>().Read(stream))
            found.Add(stored.Data);
        return found;
    }

    public Task<IReadOnlyList<object>> PullRequest() => Stream(ReviewIds.PullRequest(Team, Address, 7));

    public async Task<IReadOnlyList<T>> Happened<T>() => [.. (await PullRequest()).OfType<T>()];

    /// <summary>The checks of a commit, in order.</summary>
    public IReadOnlyList<CheckState> Checks(string commit) => [.. Publisher.Said<SetCheck>().Where(check => check.Commit == commit).Select(check => check.State)];

    public string Summary() => Publisher.Said<WrittenText>().Last(text => text.Comment.Marker is not null).Text;

    public async Task<T> Until<T>(Func<T?> look, string what)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (true)
            {
                if (look() is { } seen)
                    return seen;
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"It did not happen in {Patience}: {what}. The pull request: {string.Join('\n', await PullRequest())}", late);
        }
    }

    public Task Until(Func<bool> holds, string what) => Until(() => holds() ? what : null, what);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        await Model.DisposeAsync();
    }
}
