using Factory.Contracts.Forges;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.PullRequests;
using Factory.SignalIntake.Tests.Fixtures;

namespace Factory.SignalIntake.Tests.GitHub;

public sealed class When_a_check_ends
{
    [Theory]
    [InlineData("success", true)]
    [InlineData("failure", false)]
    [InlineData("timed_out", false)]
    public void It_is_news_for_the_factorys_own_pull_request_though_the_factorys_push_caused_it(string conclusion, bool passed)
    {
        var news = Assert.IsType<News>(Assert.Single(TestSource.Read("check_run", Payloads.Check(conclusion, branch: "factory/totals-1", sender: "factory[bot]")).Tellings));

        Assert.Equal((PullRequestHappening.Checked, "unit tests", passed, 12), (news.Happening, news.Check, news.Passed, news.PullRequest.Number));
        Assert.Contains("test_total failed", news.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_names_no_pull_request_is_known_by_its_branch()
    {
        var own = new KnownPullRequest(new("https://github.com/acme/shop", 12, Payloads.Head, "main") { HeadBranch = "factory/totals-1" }, Own: true, Open: true, null, DateTimeOffset.UnixEpoch);

        Assert.Single(TestSource.Read("check_run", Payloads.Check("failure", branch: "factory/totals-1", named: false), own).Tellings);
        Assert.Equal(DeliveryVerdict.Ignored, TestSource.Read("check_run", Payloads.Check("failure", branch: "factory/totals-1", named: false)).Verdict);
    }

    [Theory]
    [InlineData("cancelled", "totals", true, "github-actions")]
    [InlineData("success", "totals", true, "github-actions")]
    [InlineData("failure", "side", false, "github-actions")]
    [InlineData("failure", "--upload-pack=x", false, "github-actions")]
    [InlineData("failure", "totals", true, "factory")]
    public void Nothing_follows_from_what_no_one_looks_after(string conclusion, string branch, bool named, string app) =>
        Assert.Equal(DeliveryVerdict.Ignored, TestSource.Read("check_run", Payloads.Check(conclusion, branch: branch, named: named, app: app)).Verdict);

    [Fact]
    public void A_failed_job_of_the_default_branch_or_of_a_pull_request_is_looked_after()
    {
        var (onMain, onPull) = (TestSource.Read("check_run", Payloads.Check("failure", branch: "main", named: false)).Failure!, TestSource.Read("check_run", Payloads.Check("failure")).Failure!);

        Assert.Equal(("main", true, 500L), (onMain.Branch, onMain.CanRerun, onMain.Id));
        Assert.Null(onMain.PullRequest);
        Assert.Equal(12, onPull.PullRequest?.Number);
        Assert.False(TestSource.Read("check_run", Payloads.Check("failure", app: "circleci")).Failure!.CanRerun);
    }

    [Theory]
    [InlineData("success", "production", true)]
    [InlineData("failure", "production", false)]
    [InlineData("success", "staging", false)]
    public void A_deployment_to_production_is_remembered_and_asks_for_the_documentation(string state, string environment, bool follows)
    {
        var read = TestSource.Read("deployment_status", new
        {
            action = "created", sender = new { login = "bob" }, repository = Payloads.Repository,
            deployment_status = new { state, environment, creator = new { login = "bob" } },
            deployment = new { id = 9, sha = Payloads.Head, @ref = "v1.2" },
        });

        Assert.Equal(follows, read.Happened is not null);
        Assert.Equal(follows ? Contracts.Missions.MissionKind.Docs : null, read.Wish?.Kind);
    }
}
