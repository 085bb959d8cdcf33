using System.Text.Json;
using Factory.Emulators;

namespace Factory.EndToEnd.Tests.Forges;

public sealed class When_an_issue_on_GitHub_is_labelled
{
    private static readonly string[] Label = ["factory"];

    [Fact]
    public async Task A_draft_pull_request_mends_it_the_issue_is_told_and_the_mission_ends_when_it_is_merged()
    {
        await using var factory = await ForgeFactory.Start(await TestRepository.WithBug());
        var github = factory.GitHub;
        var issue = await github.Ask(HttpMethod.Post, "issues", new { title = "Orders of exactly 50 pay for shipping", body = "Shipping is free from 50 on, but `cost(50)` is 5." });
        var number = issue.GetProperty("number").GetInt64();
        await github.Ask(HttpMethod.Post, $"issues/{number}/labels", new { labels = Label });

        var pull = (await factory.Until("pulls?state=open", pulls => pulls.GetArrayLength() == 1))[0];
        var told = await factory.Until($"issues/{number}/comments", comments => comments.EnumerateArray().Any(comment => Says(comment, "pull/")));

        Assert.True(pull.GetProperty("draft").GetBoolean());
        Assert.StartsWith("factory/", pull.GetProperty("head").GetProperty("ref").GetString(), StringComparison.Ordinal);
        Assert.Contains($"#{number}", pull.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Contains("| does not hold (", pull.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Single(told.EnumerateArray());
        Assert.Equal(GitHubHost.Bot, told[0].GetProperty("user").GetProperty("login").GetString());
        await factory.Clone.Git("fetch", "--quiet", "origin");
        Assert.Contains("return total >= 50", await factory.Clone.Git("show", $"{pull.GetProperty("head").GetProperty("sha").GetString()}:shop/shipping.py"), StringComparison.Ordinal);

        var pullNumber = pull.GetProperty("number").GetInt64();
        await github.Ask(HttpMethod.Patch, $"pulls/{pullNumber}", new { draft = false });
        await github.Ask(HttpMethod.Put, $"pulls/{pullNumber}/merge", new { sha = pull.GetProperty("head").GetProperty("sha").GetString() });
        var missions = await RunningFactory.Until(factory.Own, "missions", all => all.EnumerateArray().Any(one => one.GetProperty("outcome").ValueKind == JsonValueKind.String));

        var mission = Assert.Single(missions.EnumerateArray());
        Assert.Equal("published", mission.GetProperty("outcome").GetString());
        var ended = await factory.Until($"issues/{number}/comments", comments => comments.EnumerateArray().Any(comment => Says(comment, "merged")));
        Assert.Single(ended.EnumerateArray());
    }

    private static bool Says(JsonElement comment, string text) => comment.GetProperty("body").GetString()!.Contains(text, StringComparison.OrdinalIgnoreCase);
}
