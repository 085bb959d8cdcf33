using System.Text.Json.Nodes;
using Factory.Contracts.Forges;
using Factory.Messaging;
using Factory.Publisher.CatchingUp;
using Factory.Publisher.GitHub;
using Factory.Publisher.Settings;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Factory.Publisher.Tests.CatchingUp;

public sealed class FindingMissedDeliveries
{
    private const string OfApp = "/app/hook/deliveries";
    private const string OfRepository = "/repos/{owner}/{repo}/hooks/{hook_id}/deliveries";

    private readonly Clock clock = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_arrived_nowhere_is_handed_in_from_all_pages_and_only_while_it_is_new(bool isApp)
    {
        await using var forge = await ScriptedForge.Start();
        forge.On("GET", "/repos/acme/shop/hooks$", async (_, _) => new JsonArray(await Hook(12, "https://f.example/hooks/github"), await Hook(13, "https://f.example/hooks/other")));
        var hook = new DeliveriesOfAHook(forge, isApp ? OfApp : OfRepository).At(isApp ? "/app/hook" : "/repos/acme/shop/hooks/12", isApp ? "/app/hook" : "/repositories/1296269/hooks/12");
        await using var publisher = await OutputsHost.Start(isApp ? forge.Settings(more: "    catchUp: { source: github, team: team }\n") : forge.TokenSettings().Replace("source: github", "source: github, team: team", StringComparison.Ordinal));
        await Look(publisher);
        clock.Now += TimeSpan.FromHours(2);
        hook.Add("old", 502, clock.Now.AddDays(-1));
        foreach (var (guid, status) in new[] { ("first", 0), ("again", 502), ("arrived", 202), ("second", 401), ("again", 200), ("third", 504) })
            hook.Add(guid, status, clock.Now.AddMinutes(-30));

        await Look(publisher);
        var handedIn = new[] { await publisher.Next<HandInDelivery>(), await publisher.Next<HandInDelivery>(), await publisher.Next<HandInDelivery>() };

        Assert.Equal(["first", "second", "third"], handedIn.Select(delivery => delivery.ExternalId).Order(StringComparer.Ordinal));
        Assert.All(handedIn, delivery => Assert.Equal(("github", "application/json", "team"), (delivery.Source, delivery.ContentType, delivery.Team)));
        foreach (var delivery in handedIn)
            Assert.Equal($$"""{"about":"{{delivery.ExternalId}}"}""", await publisher.Read(delivery.Body));

        // A later look does not fetch them again, though the forge has been quiet since.
        clock.Now += TimeSpan.FromMinutes(5);
        await Look(publisher);
        Assert.Equal(["first", "second", "third"], hook.Fetched.Order(StringComparer.Ordinal));
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task What_is_handed_in_twice_is_the_same_signal()
    {
        await using var forge = await ScriptedForge.Start();
        var hook = new DeliveriesOfAHook(forge, OfApp).At("/app/hook", "/app/hook");
        await using var publisher = await OutputsHost.Start(forge.Settings(more: "    catchUp: { source: github, team: team }\n"));
        await Look(publisher);
        hook.Add("missed", 502, clock.Now.AddMinutes(1));
        clock.Now += TimeSpan.FromMinutes(2);

        await Look(publisher);
        await Look(publisher);

        var (first, second) = (await publisher.Next<HandInDelivery>(), await publisher.Next<HandInDelivery>());
        Assert.Equal((first.SignalId, "missed"), (second.SignalId, second.ExternalId));
    }

    [Fact]
    public async Task A_repository_that_the_token_has_no_rights_to_keeps_no_other_from_being_looked_at()
    {
        await using var forge = await ScriptedForge.Start();
        forge.On("GET", "/repos/acme/shop/hooks$", async (_, _) => new JsonArray(await Hook(12, "https://f.example/hooks/github")));
        var hook = new DeliveriesOfAHook(forge, OfRepository).At("/repos/acme/shop/hooks/12", "/repositories/1296269/hooks/12");
        await using var publisher = await OutputsHost.Start(forge.TokenSettings()
            .Replace("source: github", "source: github, team: team", StringComparison.Ordinal)
            .Replace("repositories: acme/shop", "repositories: [acme/hidden, acme/shop]", StringComparison.Ordinal));
        await Look(publisher);
        hook.Add("missed", 502, clock.Now.AddMinutes(1));
        clock.Now += TimeSpan.FromMinutes(2);

        await Look(publisher);

        Assert.Equal("missed", (await publisher.Next<HandInDelivery>()).ExternalId);
        Assert.NotEmpty(forge.SeenOf("GET", "/repos/acme/hidden/hooks$"));
    }

    [Fact]
    public async Task It_looks_by_itself()
    {
        await using var forge = await ScriptedForge.Start();
        var hook = new DeliveriesOfAHook(forge, OfApp).At("/app/hook", "/app/hook");
        hook.Add("missed", 502, TimeProvider.System.GetUtcNow());
        await using var publisher = await OutputsHost.Start(forge.Settings(more: "    catchUp: { source: github, team: team }\n"), catchesUp: true);

        Assert.Equal("missed", (await publisher.Next<HandInDelivery>()).ExternalId);
    }

    [Fact]
    public async Task Two_processes_do_not_look_at_once()
    {
        await using var forge = await ScriptedForge.Start();
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var positions = publisher.Get<CatchUpPositions>();
        var now = TimeProvider.System.GetUtcNow();

        var taken = await positions.Take("x", now, TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.NotNull(taken);
        Assert.Null(await positions.Take("x", now.AddHours(1), TimeSpan.FromMinutes(1), CancellationToken.None));
        await positions.GiveBack("x", CancellationToken.None);
        Assert.Equal(taken, await positions.Take("x", now.AddHours(1), TimeSpan.FromMinutes(1), CancellationToken.None));
    }

    /// <summary>One look, at the time of the test.</summary>
    private async Task Look(OutputsHost publisher)
    {
        using var look = new CatchUp(publisher.Get<PublisherFiles>(), publisher.Get<GitHubForges>(), publisher.Get<CatchUpPositions>(), publisher.Get<Heart>(), new CatchUpOptions(TimeSpan.Zero), clock, NullLogger<CatchUp>.Instance);
        await look.Look(CancellationToken.None);
    }

    private static Task<JsonNode> Hook(long id, string url) => ScriptedForge.Example("post", "/repos/{owner}/{repo}/hooks", 201, hook => (hook["id"], hook["active"], hook["config"]!["url"]) = (id, true, url));

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
