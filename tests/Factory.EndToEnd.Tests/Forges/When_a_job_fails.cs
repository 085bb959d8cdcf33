using System.Text.Json;

namespace Factory.EndToEnd.Tests.Forges;

/// <summary>From a job of continuous integration that fails, over one more run of it, to a pull request that mends it, and no further than what a job may cause.</summary>
public sealed class When_a_job_fails
{
    private const string Log = "FAIL: test_free_from_fifty_on (tests.test_shipping.ShippingTest)\nAssertionError: 5 != 0\n##[error]Process completed with exit code 1.\n";

    [Fact]
    public async Task It_is_run_once_more_and_then_mended_as_often_as_its_job_and_its_pull_request_may_cause()
    {
        await using var factory = await ForgeFactory.Start(await TestRepository.WithBug(), listed: "{ ci: true }", sources: "    fixesPerPullRequest: 1");
        await OnTheDefaultBranch(factory);
        await OnAPullRequest(factory);
    }

    private static async Task OnTheDefaultBranch(ForgeFactory factory)
    {
        var (github, commit) = (factory.GitHub, await factory.Clone.Git("rev-parse", "main"));

        var again = await FailsTwice(factory, "unit tests", commit, "main");
        var pull = (await factory.Until("pulls?state=open", pulls => pulls.GetArrayLength() == 1))[0];
        await github.SendFailure(github.Actions.Fail("unit tests", commit, "main", Log));
        var signals = await Judged(factory, 3);

        Assert.Equal("main", pull.GetProperty("base").GetProperty("ref").GetString());
        Assert.Contains("unit tests", pull.GetProperty("body").GetString(), StringComparison.Ordinal);
        await factory.Clone.Git("fetch", "--quiet", "origin");
        Assert.Contains("return total >= 50", await factory.Clone.Git("show", $"{pull.GetProperty("head").GetProperty("sha").GetString()}:shop/shipping.py"), StringComparison.Ordinal);
        Assert.Single(github.Actions.RunAgain);
        Assert.Equal([again], github.Actions.Read);
        Assert.Equal(["accepted", "accepted", "ignored"], signals.Select(signal => signal.GetProperty("verdict").GetString()));
        Assert.Contains("A fix was tried for it at this commit", signals[2].GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    /// <summary>What mends the branch of a person is a pull request into it. The next job that fails there is run once more, and then left to a person.</summary>
    private static async Task OnAPullRequest(ForgeFactory factory)
    {
        var (github, clone) = (factory.GitHub, factory.Clone);
        await clone.Git("checkout", "--quiet", "-b", "groups");
        await clone.Git("-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "--quiet", "--allow-empty", "-m", "Begin groups");
        await clone.Git("push", "--quiet", "origin", "groups");
        var commit = await clone.Git("rev-parse", "groups");
        var opened = await github.Ask(HttpMethod.Post, "pulls", new { title = "Groups", head = "groups", @base = "main", body = "For groups." });
        await Judged(factory, signals => signals.Any(signal => signal.GetProperty("why").GetString()!.Contains("not reviewed by themselves", StringComparison.Ordinal)));

        await FailsTwice(factory, "unit tests", commit, "groups");
        var pull = (await factory.Until("pulls?state=open&base=groups", pulls => pulls.GetArrayLength() == 1))[0];
        await FailsTwice(factory, "integration tests", commit, "groups");
        var last = (await Judged(factory, signals => signals.Any(UsedUp))).Single(UsedUp);

        await clone.Git("fetch", "--quiet", "origin");
        Assert.Contains("return total >= 50", await clone.Git("show", $"{pull.GetProperty("head").GetProperty("sha").GetString()}:shop/shipping.py"), StringComparison.Ordinal);
        Assert.Equal("held", last.GetProperty("verdict").GetString());
        Assert.Equal(3, github.Actions.RunAgain.Count);
        Assert.Equal(3, (await github.Ask(HttpMethod.Get, "pulls?state=open")).GetArrayLength());
        Assert.NotEqual(opened.GetProperty("number").GetInt64(), pull.GetProperty("number").GetInt64());
        return;

        static bool UsedUp(JsonElement signal) => signal.GetProperty("why").GetString()!.Contains("Jobs of its pull request were fixed once within a day", StringComparison.Ordinal);
    }

    /// <returns>The second try.</returns>
    private static async Task<long> FailsTwice(ForgeFactory factory, string job, string commit, string branch)
    {
        var (github, first) = (factory.GitHub, factory.GitHub.Actions.Fail(job, commit, branch, Log));
        await github.SendFailure(first);
        await Line.RunningLine.Eventually(() => github.Actions.Again(first) is not null, () => $"the job {job} is run once more; the signals: {factory.Own.GetStringAsync(new Uri("signals", UriKind.Relative)).Result}");
        var second = github.Actions.Again(first)!.Value;
        await github.SendFailure(second);
        return second;
    }

    private static Task<List<JsonElement>> Judged(ForgeFactory factory, int checks) =>
        Judged(factory, signals => signals.Count(signal => signal.GetProperty("event").GetString() == "check_run" && signal.GetProperty("verdict").GetString() is not "held") == checks);

    /// <summary>In the order they came, the checks alone once it is as wished.</summary>
    private static async Task<List<JsonElement>> Judged(ForgeFactory factory, Func<IEnumerable<JsonElement>, bool> isAsWished)
    {
        var signals = await RunningFactory.Until(factory.Own, "signals?limit=100", all => all.EnumerateArray().All(signal => signal.GetProperty("verdict").ValueKind == JsonValueKind.String) && isAsWished(all.EnumerateArray()));
        return [.. signals.EnumerateArray().Where(signal => signal.GetProperty("event").GetString() == "check_run").OrderBy(signal => signal.GetProperty("id").GetString(), StringComparer.Ordinal)];
    }
}
