using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.Reviewer.Tests.Fixtures;

namespace Factory.Reviewer.Tests.PullRequests;

public sealed class When_people_give_orders
{
    private const string Hidden = "name = 'a\u202Eb'\n";

    [Fact]
    public async Task A_finding_is_explained_and_dismissed_by_its_name_or_its_comment()
    {
        await using var host = await ReviewHost.Start();
        var head = host.Repository.Push(("a.py", Hidden), ("b.py", "def f():\n    return 'x\u200By'\n"));
        await host.Review(head);
        var opened = await host.Happened<FindingOpened>();

        await host.Order(ReviewOrder.Explain, head, opened[0].ShortId);
        var told = await host.Until(() => host.Publisher.Said<WrittenText>().FirstOrDefault(text => text.Comment.Marker is null), "it is explained");
        Assert.Contains("Bidirectional, zero-width and tag characters make code read otherwise", told.Text, StringComparison.Ordinal);

        await host.Order(ReviewOrder.Ignore, head, $"{opened[0].ShortId} it is a test");
        await host.Until(() => host.Checks(head).Count == 3, "the check is brought up to date");
        Assert.Equal(CheckState.Failed, host.Checks(head)[^1]);
        await host.Order(ReviewOrder.Ignore, head, inReplyTo: host.Publisher.CommentIds[opened[1].Fingerprint]);
        await host.Until(() => host.Checks(head).Count == 4, "the check is brought up to date again");
        Assert.Equal(CheckState.Succeeded, host.Checks(head)[^1]);

        // What was dismissed stays so.
        await host.Review(host.Repository.Push(("c.py", "c = 1\n")), head);
        Assert.Single(host.Publisher.Said<PostReview>());
        Assert.Equal(["ada", "ada"], (await host.Happened<FindingDismissed>()).Select(dismissed => dismissed.By));
    }

    [Fact]
    public async Task Which_finding_is_meant_is_asked_where_it_cannot_be_told()
    {
        await using var host = await ReviewHost.Start();
        var head = host.Repository.Push(("a.py", Hidden));
        await host.Review(head);

        await host.Order(ReviewOrder.Ignore, head, "F-0000");

        var asked = await host.Until(() => host.Publisher.Said<WrittenText>().FirstOrDefault(text => text.Comment.Marker is null), "it is asked");
        Assert.Contains((await host.Happened<FindingOpened>())[0].ShortId, asked.Text, StringComparison.Ordinal);
        Assert.Equal("confused", host.Publisher.Said<React>()[^1].Reaction);
    }

    [Fact]
    public async Task Paused_nothing_is_reviewed_and_what_was_missed_is_reviewed_when_it_goes_on()
    {
        await using var host = await ReviewHost.Start();
        var first = host.Repository.Push(("a.py", "a = 1\n"));
        await host.Review(first);
        await host.Order(ReviewOrder.Pause, first);
        await host.Until(() => host.Summary().Contains("Paused by ada", StringComparison.Ordinal), "it is paused");
        var second = host.Repository.Push(("b.py", Hidden));
        Assert.Equal(MissionOutcome.Cancelled, (await host.Review(second, first)).Outcome);
        Assert.Empty(host.Checks(second));

        await host.Order(ReviewOrder.Resume, second);

        await host.Until(() => host.Checks(second) is [CheckState.Running, CheckState.Failed], "what was missed is reviewed");
        Assert.Equal(["ReviewPaused", "ReviewResumed"], (await host.PullRequest()).Select(said => said.GetType().Name).Where(name => name is "ReviewPaused" or "ReviewResumed"));
    }

    [Fact]
    public async Task Left_alone_it_stays_alone_until_somebody_asks()
    {
        await using var host = await ReviewHost.Start();
        var head = host.Repository.Push(("a.py", Hidden));
        await host.Order(ReviewOrder.Ignore, head);
        Assert.Equal(MissionOutcome.Cancelled, (await host.Review(head)).Outcome);

        await host.Order(ReviewOrder.FullReview, head);

        await host.Until(() => host.Publisher.Said<PostReview>().Count == 1, "it is reviewed");
        Assert.True((await host.Happened<ReviewRoundStarted>())[^1].Whole);
    }

    [Fact]
    public async Task The_same_order_twice_is_one_and_a_mission_that_is_asked_for_again_tells_its_end()
    {
        await using var host = await ReviewHost.Start();
        var head = host.Repository.Push(("a.py", "a = 1\n"));
        var order = new OrderReview(Guid.NewGuid(), ReviewHost.Team, host.Pull(head), ReviewOrder.Review, "ada", "", null, new("github", "ada", Contracts.Origins.Trust.Writer));
        await host.Say(order);
        await host.Until(() => host.Checks(head).Count == 2, "it is reviewed");
        await host.Say(order);

        var report = new BlobRef(Guid.NewGuid(), "", 0);
        var mission = await host.Ask(head);
        var ended = await host.Ended(mission);
        await host.Say(new StartMission(mission, ended.SignalId, ReviewHost.Team, "Again", report, new RepositoryRef("https://forge.example/acme/shop", "main"), null, MissionLimits.Default) { Kind = MissionKind.Review, PullRequest = host.Pull(head) });
        await host.Until(() => host.Publisher.Said<MissionEnded>().Count(said => said.MissionId == mission) == 2, "the end is told again");
        Assert.Equal(2, (await host.Happened<ReviewRoundStarted>()).Count);
    }

    [Fact]
    public async Task A_person_may_cancel_the_mission_of_a_round()
    {
        await using var host = await ReviewHost.Start(_ => ScriptedModel.Reply.Says("").When(new TaskCompletionSource().Task));
        var head = host.Repository.Push(("a.py", "a = 1\n"));
        var mission = await host.Ask(head);
        await host.Until(() => host.Model.Requests.Count > 0, "the droid looks");

        await host.Say(new CancelMission(mission, "ada", "not now"), Endpoints.ReviewRounds);

        Assert.Equal((MissionOutcome.Cancelled, "not now"), (await host.Ended(mission)) is var ended ? (ended.Outcome, ended.Reason) : default);
    }
}
