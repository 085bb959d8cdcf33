using System.Text.Json;
using Factory.Emulators;
using Factory.ScriptedModel;

namespace Factory.EndToEnd.Tests.Forges;

public sealed class When_a_pull_request_of_the_factory_is_sent_back
{
    private static readonly string[] Label = ["factory"];

    [Fact]
    public async Task It_is_reworked_on_its_branch_answered_and_ends_with_its_merge()
    {
        await using var model = await ScriptedModelServer.Start();
        var casting = new ScriptedCasting(model).Model("scripted-coder", "coder").Role("coder", "scripted-coder");
        model.On(
            "coder",
            Edit("return total > 50", "return total >= 50"),
            Reply.Finish(new { claims = "Fifty is free." }),
            Edit("def is_free(total):", "FREE_FROM = 50\n\n\ndef is_free(total):"),
            Edit("return total >= 50", "return total >= FREE_FROM"),
            Reply.Finish(new { claims = "The limit has a name." }));
        var configuration = new Dictionary<string, string?>(casting.Write(), StringComparer.OrdinalIgnoreCase) { ["Factory:PullRequests:Gather"] = "00:00:01" };
        await using var factory = await ForgeFactory.Start(await TestRepository.WithBug(), configuration: configuration);
        var (issue, pull) = await Opened(factory);
        var number = pull.GetProperty("number").GetInt64();

        await factory.GitHub.Ask(HttpMethod.Post, $"pulls/{number}/reviews", new { @event = "REQUEST_CHANGES", body = "Give the limit a name, please." });
        var answered = await factory.Until($"issues/{number}/comments", comments => comments.EnumerateArray().Any(comment => Says(comment, "Reworked")));
        var reworked = await factory.GitHub.Ask(HttpMethod.Get, $"pulls/{number}");

        Assert.Equal(pull.GetProperty("head").GetProperty("ref").GetString(), reworked.GetProperty("head").GetProperty("ref").GetString());
        Assert.Equal(1, (await factory.GitHub.Ask(HttpMethod.Get, "pulls?state=all")).GetArrayLength());
        await factory.Clone.Git("fetch", "--quiet", "origin");
        var branch = $"origin/{pull.GetProperty("head").GetProperty("ref").GetString()}";
        Assert.Contains("return total >= FREE_FROM", await factory.Clone.Git("show", $"{branch}:shop/shipping.py"), StringComparison.Ordinal);
        Assert.Equal("1", await factory.Clone.Git("rev-list", "--count", $"origin/main..{branch}"));
        Assert.Contains(model.Requests, request => request.Messages.Any(message => message.Content.Contains("Give the limit a name, please.", StringComparison.Ordinal)));
        Assert.Single(answered.EnumerateArray(), comment => Says(comment, "Reworked"));

        await factory.GitHub.Ask(HttpMethod.Patch, $"pulls/{number}", new { draft = false });
        await factory.GitHub.Ask(HttpMethod.Put, $"pulls/{number}/merge");
        var told = await factory.Until($"issues/{issue}/comments", comments => comments.EnumerateArray().Any(comment => Says(comment, "merged by")));

        Assert.Single(told.EnumerateArray());
        var mission = (await RunningFactory.Until(factory.Own, "missions", all => all[0].GetProperty("outcome").ValueKind == JsonValueKind.String))[0];
        Assert.Equal("published", mission.GetProperty("outcome").GetString());
        Assert.StartsWith("merged by", mission.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_mechanic_cannot_do_leaves_it_as_it_was_and_its_closing_is_an_honest_end()
    {
        await using var factory = await ForgeFactory.Start(await TestRepository.WithBug(), configuration: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Factory:PullRequests:Gather"] = "00:00:01" });
        var (issue, pull) = await Opened(factory);
        var (number, head) = (pull.GetProperty("number").GetInt64(), pull.GetProperty("head").GetProperty("sha").GetString());

        await factory.GitHub.Ask(HttpMethod.Post, $"pulls/{number}/reviews", new { @event = "REQUEST_CHANGES", body = "Rather a different shop." });
        await factory.Until($"issues/{number}/comments", comments => comments.EnumerateArray().Any(comment => Says(comment, "was not done")));
        Assert.Equal(head, (await factory.GitHub.Ask(HttpMethod.Get, $"pulls/{number}")).GetProperty("head").GetProperty("sha").GetString());

        await factory.GitHub.Ask(HttpMethod.Patch, $"pulls/{number}", new { state = "closed" });
        await factory.Until($"issues/{issue}/comments", comments => comments.EnumerateArray().Any(comment => Says(comment, "was closed by")));
        var mission = (await RunningFactory.Until(factory.Own, "missions", all => all[0].GetProperty("outcome").ValueKind == JsonValueKind.String))[0];
        Assert.Equal("not-fixed", mission.GetProperty("outcome").GetString());
    }

    /// <summary>An issue that is labelled, and the pull request that follows.</summary>
    private static async Task<(long Issue, JsonElement Pull)> Opened(ForgeFactory factory)
    {
        var issue = (await factory.GitHub.Ask(HttpMethod.Post, "issues", new { title = "Orders of exactly 50 pay for shipping", body = "Shipping is free from 50 on, but `cost(50)` is 5." })).GetProperty("number").GetInt64();
        await factory.GitHub.Ask(HttpMethod.Post, $"issues/{issue}/labels", new { labels = Label });
        return (issue, (await factory.Until("pulls?state=open", pulls => pulls.GetArrayLength() == 1))[0]);
    }

    private static Reply Edit(string old, string now) => Reply.Call("edit", new { operation = "replace", path = "shop/shipping.py", oldText = old, newText = now });

    private static bool Says(JsonElement comment, string text) => comment.GetProperty("body").GetString()!.Contains(text, StringComparison.OrdinalIgnoreCase);
}
