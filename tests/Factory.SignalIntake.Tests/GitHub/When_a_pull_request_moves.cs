using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.PullRequests;
using Factory.SignalIntake.Tests.Fixtures;

namespace Factory.SignalIntake.Tests.GitHub;

public sealed class When_a_pull_request_moves
{
    private const string Earlier = "dddddddddddddddddddddddddddddddddddddddd";

    [Theory]
    [InlineData("opened", "MEMBER", false, false, "accepted")]
    [InlineData("reopened", "MEMBER", false, false, "accepted")]
    [InlineData("ready_for_review", "MEMBER", false, false, "accepted")]
    [InlineData("opened", "MEMBER", false, true, "accepted")]
    [InlineData("opened", "NONE", false, true, "held")]
    [InlineData("opened", "CONTRIBUTOR", false, false, "held")]
    [InlineData("opened", "MEMBER", true, false, "ignored")]
    [InlineData("labeled", "MEMBER", false, false, "ignored")]
    public void Those_of_people_who_may_ask_are_reviewed(string action, string association, bool draft, bool fork, string verdict)
    {
        var read = TestSource.Read("pull_request", Payloads.Event(action, Payloads.PullRequest(association: association, draft: draft, fork: fork)));

        Assert.Equal(verdict, read.Verdict ?? DeliveryVerdict.Accepted);
        Assert.Equal(verdict == DeliveryVerdict.Accepted ? MissionKind.Review : null, read.Wish?.Kind);
    }

    [Fact]
    public void A_push_tells_what_was_its_head_before()
    {
        var pull = TestSource.Read("pull_request", Payloads.Event("synchronize", Payloads.PullRequest(), before: Earlier)).Wish!.PullRequest!;

        Assert.Equal(("https://github.com/acme/shop", 12, Payloads.Head, "main", "totals", Earlier), (pull.Repository, pull.Number, pull.HeadCommit, pull.BaseBranch, pull.HeadBranch, pull.Before));
    }

    [Fact]
    public void Each_head_is_reviewed_once_however_many_events_tell_of_it()
    {
        var (opened, ready) = (Read("opened", Payloads.Head), Read("ready_for_review", Payloads.Head));

        Assert.Equal(opened.Wish!.Key, ready.Wish!.Key);
        Assert.NotEqual(opened.Wish.Key, Read("synchronize", Earlier).Wish!.Key);
        return;

        static ReadDelivery Read(string action, string head) => TestSource.Read("pull_request", Payloads.Event(action, Payloads.PullRequest(head: head)));
    }

    [Theory]
    [InlineData("2026-11-20T11:00:00Z", Earlier, true, "ignored")]
    [InlineData("2026-11-20T11:00:00Z", null, false, "ignored")]
    [InlineData("2026-11-20T11:00:00Z", null, true, "accepted")]
    [InlineData("2026-11-20T09:00:00Z", Earlier, true, "accepted")]
    public void What_comes_after_what_happened_later_is_not_reviewed(string at, string? head, bool open, string verdict)
    {
        var known = Known("totals") with { Open = open, UpdatedAt = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture) };
        known = known with { Ref = known.Ref with { HeadCommit = head ?? Payloads.Head } };

        Assert.Equal(verdict, TestSource.Read("pull_request", Payloads.Event("synchronize", Payloads.PullRequest()), known).Verdict ?? DeliveryVerdict.Accepted);
    }

    [Theory]
    [InlineData("--upload-pack=touch /tmp/x", "main", false)]
    [InlineData("totals", "--upload-pack=x", false)]
    [InlineData("a..b", "main", false)]
    [InlineData("totals\nfetch", "main", false)]
    [InlineData("totals", "-main", true)]
    public void A_branch_that_git_could_take_for_something_else_is_refused(string branch, string into, bool fork)
    {
        foreach (var name in new[] { "pull_request", "pull_request_review" })
        {
            var pull = Payloads.PullRequest(branch, into: into, fork: fork);
            var read = TestSource.Read(name, name == "pull_request" ? Payloads.Event("opened", pull) : Payloads.Review(pull, "commented", "/factory fix"));

            Assert.Equal(DeliveryVerdict.Rejected, read.Verdict);
        }
    }

    [Fact]
    public void A_branch_of_a_fork_that_git_could_take_for_something_else_is_not_named()
    {
        var pull = TestSource.Read("pull_request", Payloads.Event("opened", Payloads.PullRequest("--upload-pack=x", fork: true))).Wish!.PullRequest!;

        Assert.Null(pull.HeadBranch);
        Assert.True(pull.FromFork);
    }

    [Theory]
    [InlineData(true, PullRequestHappening.Merged)]
    [InlineData(false, PullRequestHappening.Closed)]
    public void The_end_of_the_factorys_own_is_news_whoever_ended_it(bool merged, PullRequestHappening happening)
    {
        var read = TestSource.Read("pull_request", Payloads.Event("closed", Payloads.PullRequest("factory/totals-1", merged: merged, state: "closed"), sender: "factory[bot]"));

        var news = Assert.IsType<News>(Assert.Single(read.Tellings));
        Assert.Equal((happening, merged ? Payloads.Merge : null), (news.Happening, news.Commit));
        Assert.Equal(merged, read.Happened is not null);
    }

    [Fact]
    public void The_end_of_others_stops_their_review_and_a_merge_is_remembered()
    {
        var read = TestSource.Read("pull_request", Payloads.Event("closed", Payloads.PullRequest(merged: true, state: "closed")));

        Assert.IsType<Stop>(Assert.Single(read.Tellings));
        Assert.Equal(Payloads.Merge, read.Happened?.Commit);
    }

    [Fact]
    public void A_draft_again_stops_its_review() =>
        Assert.IsType<Stop>(Assert.Single(TestSource.Read("pull_request", Payloads.Event("converted_to_draft", Payloads.PullRequest(draft: true))).Tellings));

    [Fact]
    public void The_factorys_own_is_not_reviewed_and_a_fork_with_such_a_branch_is_none_of_its_own()
    {
        Assert.Equal(DeliveryVerdict.Ignored, TestSource.Read("pull_request", Payloads.Event("opened", Payloads.PullRequest("factory/totals-1"))).Verdict);
        Assert.Equal(MissionKind.Review, TestSource.Read("pull_request", Payloads.Event("opened", Payloads.PullRequest("factory/totals-1", fork: true))).Wish?.Kind);
    }

    [Fact]
    public void A_revert_of_a_merge_of_the_factorys_is_news_where_it_was_merged_to()
    {
        var own = Known("factory/totals-1") with { Own = true, Open = false, MergeCommit = Payloads.Merge };

        var news = Assert.IsType<News>(Assert.Single(Push("refs/heads/main", own).Tellings));

        Assert.Equal((PullRequestHappening.Reverted, Earlier), (news.Happening, news.Commit));
        Assert.Equal(DeliveryVerdict.Ignored, Push("refs/heads/revert-12", own).Verdict);
        Assert.Equal(DeliveryVerdict.Ignored, Push("refs/heads/main", own with { Own = false }).Verdict);
        return;

        static ReadDelivery Push(string branch, KnownPullRequest known) => TestSource.Read(
            "push",
            new { @ref = branch, commits = new[] { new { id = Earlier, message = $"Revert \"Round\" (#12)\n\nThis reverts commit {Payloads.Merge}." } }, sender = new { login = "bob" }, repository = Payloads.Repository },
            known);
    }

    private static KnownPullRequest Known(string branch) =>
        new(new("https://github.com/acme/shop", 12, Payloads.Head, "main") { HeadBranch = branch }, Own: false, Open: true, null, DateTimeOffset.UnixEpoch);
}
