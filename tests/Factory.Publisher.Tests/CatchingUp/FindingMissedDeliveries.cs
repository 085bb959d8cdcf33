using System.Text.Json.Nodes;
using Factory.Contracts.Forges;
using Factory.Publisher.CatchingUp;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.CatchingUp;

public sealed class FindingMissedDeliveries
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_arrived_nowhere_is_handed_in_once(bool isApp)
    {
        await using var forge = await ScriptedForge.Start();
        var root = isApp ? "/app/hook" : "/repos/acme/shop/hooks/12";
        var template = isApp ? "/app/hook/deliveries" : "/repos/{owner}/{repo}/hooks/{hook_id}/deliveries";
        var since = TimeProvider.System.GetUtcNow();
        forge.On("GET", "/repos/acme/shop/hooks$", async (_, _) => new JsonArray(await Hook(12, "https://f.example/hooks/github"), await Hook(13, "https://f.example/hooks/other")));
        forge.On("GET", $"{root}/deliveries$", async (_, _) =>
        {
            var example = await ScriptedForge.Example("get", template, 200);
            return new JsonArray(Delivery(example, 4, "missed", 502, since), Delivery(example, 3, "again", 200, since), Delivery(example, 2, "again", 502, since), Delivery(example, 1, "old", 502, since.AddDays(-1)));
        });
        forge.On("GET", $"{root}/deliveries/4$", (_, _) => ScriptedForge.Example("get", $"{template}/{{delivery_id}}", 200, delivery => delivery["request"]!["payload"] = new JsonObject { ["action"] = "opened" }));
        await using var publisher = await OutputsHost.Start(isApp ? forge.Settings(more: "    catchUp: { source: github, team: team }\n") : forge.TokenSettings().Replace("source: github", "source: github, team: team", StringComparison.Ordinal), catchesUp: true);

        var first = await publisher.Next<HandInDelivery>();
        var second = await publisher.Next<HandInDelivery>();

        Assert.Equal(("github", "missed", "application/json", "team"), (first.Source, first.ExternalId, first.ContentType, first.Team));
        Assert.Equal("""{"action":"opened"}""", await publisher.Read(first.Body));

        // Looking again gives the same: intake stores it once by its id.
        Assert.Equal((first.SignalId, first.ExternalId), (second.SignalId, second.ExternalId));
        Assert.Empty(publisher.Problems);
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

    private static Task<JsonNode> Hook(long id, string url) => ScriptedForge.Example("post", "/repos/{owner}/{repo}/hooks", 201, hook => (hook["id"], hook["active"], hook["config"]!["url"]) = (id, true, url));

    private static JsonNode Delivery(JsonNode example, long id, string guid, int status, DateTimeOffset at)
    {
        var delivery = example[0]!.DeepClone();
        (delivery["id"], delivery["guid"], delivery["status_code"], delivery["delivered_at"]) = (id, guid, status, at.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        return delivery;
    }
}
