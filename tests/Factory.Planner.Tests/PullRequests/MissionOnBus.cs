using Factory.ServiceDefaults;
using System.Text;
using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Planning;
using Factory.Contracts.Repositories;
using Factory.Contracts.Runs;
using Factory.Droids.Evidencing;
using Factory.History;
using Factory.Messaging;
using Factory.Planner.Missions;
using Factory.Planner.PullRequests;
using Factory.Planner.Telling;
using Factory.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Planner.Tests.PullRequests;

/// <summary>The saga of one mission on a real database; a test says to it what others would say, in the order that it likes.</summary>
internal sealed class MissionOnBus : IAsyncDisposable
{
    public const string Repository = "https://github.com/ann/cart";
    public const string Head = "1111111111111111111111111111111111111111";

    private readonly IHost _host;
    private readonly EvidenceSigner _signer;
    private long _said;

    private MissionOnBus(IHost host, EvidenceSigner signer) => (_host, _signer) = (host, signer);

    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>Ahead of the heart's, so that nothing becomes due by itself.</summary>
    public TestClock Clock { get; private init; } = null!;

    public string Branch => $"factory/{Ids.Short(Id)}-add-prices";

    public static PullRequestRef PullRequest { get; } = new(Repository, 12, Head, "main");

    public static async Task<MissionOnBus> Start(PullRequestRules? rules = null)
    {
        var (database, clock) = (NpgsqlDataSource.Create(await TestServers.Database()), new TestClock());
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(database).AddSingleton(EventTypes.Product);
        var (blobs, link, known) = (new BlobStore(database, TimeProvider.System), new MissionLink(new Uri("https://factory.example.org")), rules ?? PullRequestRules.Default);
        var life = new PullRequestLife(known, clock);
        builder.Services.AddSingleton(life).AddSingleton(new Reworking(known, blobs, clock)).AddSingleton(new OriginTeller(blobs, link));
        builder.Services.AddSingleton(new MissionSteps(new EvidenceVerifier(database), life, blobs, link, clock)).AddSingleton(new MissionSteering(clock)).AddSingleton(new MissionResearch(clock));
        builder.Services.AddEndpoints(endpoints => endpoints.Saga<MissionStateMachine, MissionState>(Endpoints.Missions));
        builder.Services.AddFactoryBus(BusTransport.From(null));
        var signer = new EvidenceSigner(database, "tester", TestServers.NewFolder());
        var mission = new MissionOnBus(builder.Build(), signer) { Clock = clock };
        await mission._host.StartAsync();
        await signer.StartAsync(CancellationToken.None);
        return mission;
    }

    /// <summary>A mission from an issue whose change is being published.</summary>
    public static async Task<MissionOnBus> Publishing(PullRequestRules? rules = null, string? test = null)
    {
        var mission = await Start(rules);
        var report = await mission.Blob("The total is wrong.");
        await mission.Hears(new StartMission(mission.Id, Guid.NewGuid(), "team", "The total is wrong", report, new RepositoryRef(Repository, "main"), test, MissionLimits.Default)
        {
            Origin = new Origin("github", "bob", Trust.Stranger) { Issue = new IssueRef(Repository, 7) },
        });
        await mission.Hears(new RepositoryFetched(mission.Id, "mirror", "base"));
        await mission.Hears(new MissionPlanned(mission.Id, await mission.Blob("Add."), [new PlannedFeature("Add prices", [])], [new Assertion("A1", "prices are added", ["test_total"])], new TestSettings(null, false), Spending.None));
        await mission.Builds("one");
        return mission;
    }

    /// <summary>The same, and its pull request is there.</summary>
    public static async Task<MissionOnBus> InReview(PullRequestRules? rules = null)
    {
        var mission = await Publishing(rules);
        await mission.IsPublished();
        return mission;
    }

    /// <summary>The feature that was ordered last is done, described and proven.</summary>
    public async Task Builds(string commit)
    {
        await FeatureDone(commit);
        await Hears(new DocsWritten(Id, new Change("base", $"docs-{commit}", await Blob(commit)), "Add prices", await Blob("They were subtracted. Fixes #99, says @carol."), Spending.None));
        await Hears(await Evidence($"docs-{commit}"));
    }

    public async Task FeatureDone(string commit)
    {
        var feature = await LastAsked<StartFeature>();
        await Hears(new FeatureDone(Id, feature.FeatureId, new Change("base", commit, await Blob(commit)), [], [], [], new Spending(0.5m, 100, 1)));
    }

    public async Task<CommitTested> Evidence(string commit, bool holds = true) =>
        new(Id, Id, 1, commit, [await Seen("A1", false, "base")], [await Seen("A1", holds, commit), await Seen(Contracts.Features.Evidence.NoRegressions, true, commit)]);

    public Task IsPublished(string head = Head) => Hears(new ChangePublished(Id, Branch, head, $"{Repository}/pull/12") { PullRequest = PullRequest with { HeadCommit = head } });

    public ChangeNews News(PullRequestHappening happening, string by = "ann", Guid? id = null) => new(Id, id ?? Guid.NewGuid(), happening, by, Clock.GetUtcNow());

    public async Task AsksForRework(string words, string by = "ann") => await Hears(News(PullRequestHappening.ReworkAsked, by) with { Text = await Blob(words), Url = $"{Repository}/pull/12#r1" });

    /// <summary>Time goes on, and the mission looks.</summary>
    public Task After(TimeSpan time)
    {
        Clock.Now += time;
        return Hears(new CheckMission(Id));
    }

    /// <summary>Comes back when the saga has handled it.</summary>
    public async Task Hears<T>(T message)
        where T : class
    {
        await _host.Services.GetRequiredService<Heart>().InTransaction(
            transaction =>
            {
                transaction.Send(Endpoints.Missions, message);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        _said++;
        while (await Scalar<long>("SELECT count(*) FROM factory.inbox") < _said)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    public Task<BlobRef> Blob(string text) => Blobs.Put("team", Encoding.UTF8.GetBytes(text), "text/plain", TestContext.Current.CancellationToken);

    public async Task<string> Read(BlobRef text) => Encoding.UTF8.GetString(await Blobs.Get("team", text.Id, TestContext.Current.CancellationToken));

    public Task<string> State() => Scalar<string>("SELECT state ->> 'CurrentState' FROM factory.saga");

    /// <summary>The types of the mission's events, in order.</summary>
    public Task<string> Events() => Scalar<string>("SELECT string_agg(type, ' ' ORDER BY version) FROM history.mt_events");

    public Task<string> Last(string type, string property) => Scalar<string>($"SELECT data ->> '{property}' FROM history.mt_events WHERE type = '{type}' ORDER BY version DESC LIMIT 1");

    /// <summary>The last message of its type that was sent to others.</summary>
    public async Task<T> LastAsked<T>() => (await AllAsked<T>())[^1];

    /// <summary>All of them, in order: nobody takes them here.</summary>
    public async Task<IReadOnlyList<T>> AllAsked<T>()
    {
        var envelopes = await Scalar<string[]>($"SELECT coalesce(array_agg(convert_from(body, 'UTF8') ORDER BY id), ARRAY[]::text[]) FROM factory.outbox WHERE convert_from(body, 'UTF8') LIKE '%:{typeof(T).Name}\"%'");
        return [.. envelopes.Select(Message<T>)];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _signer.Dispose();
    }

    private BlobStore Blobs => new(_host.Services.GetRequiredService<NpgsqlDataSource>(), TimeProvider.System);

    private static T Message<T>(string envelope)
    {
        using var json = JsonDocument.Parse(envelope);
        return json.RootElement.GetProperty("message").Deserialize<T>(JsonSerializerOptions.Web)!;
    }

    private async Task<Evidence> Seen(string assertion, bool passed, string commit)
    {
        var log = await Blob($"{assertion} {commit}");
        return _signer.Sign(new Evidence(assertion, passed, commit, log.Sha256, 1.5, new TestCounts(3, passed ? 0 : 1, 0), log, "", ""));
    }

    private async Task<T> Scalar<T>(string sql)
    {
        await using var command = _host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}

internal sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = System.GetUtcNow().AddYears(1);

    public override DateTimeOffset GetUtcNow() => Now;
}
