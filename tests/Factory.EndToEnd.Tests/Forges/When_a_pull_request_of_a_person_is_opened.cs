using System.Text.Json;

namespace Factory.EndToEnd.Tests.Forges;

public sealed class When_a_pull_request_of_a_person_is_opened
{
    [Fact]
    public async Task It_is_reviewed_once_a_push_is_reviewed_for_what_is_new_and_what_was_mended_is_said()
    {
        await using var factory = await ForgeFactory.Start(await TestRepository.WithBug(), "{ review: true }", asApp: true);
        var clone = factory.Clone;
        await clone.Git("checkout", "--quiet", "-b", "cleanup");
        await Commit(clone, "tests/test_shipping.py", text => text.Replace("    def test_free_from_fifty_on(self):\n        self.assertEqual(cost(50), 0)\n", "", StringComparison.Ordinal), "Clean up");
        await clone.Git("push", "--quiet", "origin", "cleanup");
        var pull = await factory.GitHub.Ask(HttpMethod.Post, "pulls", new { title = "Clean up", head = "cleanup", @base = "main", body = "Removes what is not needed." });
        var number = pull.GetProperty("number").GetInt64();

        var reviews = await factory.Until($"pulls/{number}/reviews", all => all.GetArrayLength() > 0);
        var head = pull.GetProperty("head").GetProperty("sha").GetString();
        var checks = await factory.Until($"commits/{head}/check-runs", all => all.GetProperty("check_runs").EnumerateArray().Any(check => check.GetProperty("status").GetString() == "completed"));

        Assert.Equal("CHANGES_REQUESTED", Assert.Single(reviews.EnumerateArray()).GetProperty("state").GetString());
        Assert.Equal("failure", checks.GetProperty("check_runs")[0].GetProperty("conclusion").GetString());

        await Commit(clone, "tests/test_shipping.py", text => $"{text}\n    def test_free_from_fifty_on(self):\n        self.assertEqual(cost(50), 0)\n", "Bring it back");
        await clone.Git("push", "--quiet", "origin", "cleanup");
        var after = await clone.Git("rev-parse", "HEAD");
        var passed = await factory.Until($"commits/{after}/check-runs", all => all.GetProperty("check_runs").EnumerateArray().Any(check => check.GetProperty("status").GetString() == "completed" && check.GetProperty("conclusion").GetString() == "success"));
        Assert.NotEqual(0, passed.GetProperty("check_runs").GetArrayLength());
        var missions = await RunningFactory.Until(factory.Own, "missions", all => all.EnumerateArray().Count(one => one.GetProperty("outcome").ValueKind == JsonValueKind.String) == 2);
        Assert.All(missions.EnumerateArray(), mission => Assert.Equal("reviewed", mission.GetProperty("outcome").GetString()));
    }

    private static async Task Commit(TestRepository clone, string path, Func<string, string> change, string message)
    {
        var file = Path.Combine(clone.Path, path);
        await File.WriteAllTextAsync(file, change(await File.ReadAllTextAsync(file)));
        await clone.Git("-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "--quiet", "--all", "-m", message);
    }
}
