using Factory.Contracts.Forges;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Repositories;

namespace Factory.Planner.Tests.PullRequests;

public sealed class When_a_change_becomes_a_pull_request
{
    [Fact]
    public async Task Its_words_show_cause_change_evidence_cost_and_the_mission_and_close_the_issue()
    {
        await using var mission = await MissionOnBus.Publishing();

        var publish = await mission.LastAsked<PublishChange>();
        var body = await mission.Read(publish.PullRequest!.Body);

        Assert.Equal(("Add prices", 7, "main"), (publish.PullRequest.Title, publish.PullRequest.Closes, publish.Repository.Base));
        Assert.Contains("The total is wrong. Reported by `bob` (github).", body, StringComparison.Ordinal);
        Assert.Contains("They were subtracted.", body, StringComparison.Ordinal);
        Assert.Contains("| A1 (prices are added) | does not hold (3 passed, 1 failed) | holds (3 passed, 0 failed) |", body, StringComparison.Ordinal);
        Assert.Contains($"](https://factory.example.org/missions/{mission.Id}) · 0.50 USD", body, StringComparison.Ordinal);
        Assert.DoesNotContain("#99", body, StringComparison.Ordinal);
        Assert.DoesNotContain("@carol", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mission_waits_for_what_becomes_of_it_and_its_origin_is_told()
    {
        await using var mission = await MissionOnBus.InReview();

        Assert.Equal("InReview", await mission.State());
        Assert.Empty(await mission.AllAsked<MissionEnded>());
        var told = await mission.LastAsked<TellOrigin>();
        Assert.Equal((ProgressStage.Published, $"{MissionOnBus.Repository}/pull/12"), (told.Stage, told.Url));
        Assert.Contains("**Published:** [pull request 12](https://github.com/ann/cart/pull/12)", told.Text, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4], (await mission.AllAsked<TellOrigin>()).Select(telling => telling.Step));
        Assert.Equal("eyes", (await mission.LastAsked<React>()).Reaction);
    }

    [Fact]
    public async Task Its_merge_ends_the_mission_and_deletes_the_branch()
    {
        await using var mission = await MissionOnBus.InReview();

        await mission.Hears(mission.News(PullRequestHappening.Merged));

        Assert.Equal("Ended", await mission.State());
        var ended = await mission.LastAsked<MissionEnded>();
        Assert.Equal((MissionOutcome.Published, "merged by ann"), (ended.Outcome, ended.Reason));
        Assert.Equal(mission.Branch, (await mission.LastAsked<DeleteBranch>()).Branch);
        Assert.Contains("**Merged by ann:**", (await mission.LastAsked<TellOrigin>()).Text, StringComparison.Ordinal);
        Assert.EndsWith("change_settled mission_concluded", await mission.Events(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_closing_ends_the_mission_with_a_reason()
    {
        await using var mission = await MissionOnBus.InReview();

        await mission.Hears(mission.News(PullRequestHappening.Closed, "ann\n\u202Eb"));

        Assert.Equal("its pull request was closed by ann b, and not merged", (await mission.LastAsked<MissionEnded>()).Reason);
        Assert.Empty(await mission.AllAsked<DeleteBranch>());
    }

    [Fact]
    public async Task Nobody_who_merges_it_in_time_ends_the_mission_as_published()
    {
        await using var mission = await MissionOnBus.InReview();

        await mission.After(TimeSpan.FromDays(15.9));
        Assert.Equal("InReview", await mission.State());
        await mission.After(TimeSpan.FromDays(0.2));

        var ended = await mission.LastAsked<MissionEnded>();
        Assert.Equal((MissionOutcome.Published, "not merged in time"), (ended.Outcome, ended.Reason));
        Assert.Contains("no longer follows", await mission.Read((await mission.LastAsked<WriteComment>()).Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_mission_leaves_it_as_it_is_and_says_so()
    {
        await using var mission = await MissionOnBus.InReview();

        await mission.Hears(new CancelMission(mission.Id, "team ops", "Cancelled by team ops."));

        Assert.Equal(MissionOutcome.Cancelled, (await mission.LastAsked<MissionEnded>()).Outcome);
        var comment = await mission.LastAsked<WriteComment>();
        Assert.Equal((12, true), (comment.Issue.Number, comment.Issue.IsPullRequest));
        Assert.Contains("Cancelled by team ops", await mission.Read(comment.Text), StringComparison.Ordinal);
        Assert.Contains("stays as it is", (await mission.LastAsked<TellOrigin>()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_publisher_refuses_is_on_record_and_holds_nothing()
    {
        await using var mission = await MissionOnBus.InReview();
        var reaction = await mission.LastAsked<React>();

        await mission.Hears(new OutputRefused(reaction.ProposalId, mission.Id, "not allowed here"));
        await mission.Hears(new OutputApplied(reaction.ProposalId, mission.Id, null, "1"));

        Assert.Equal("InReview", await mission.State());
        Assert.Equal("acknowledging the signal", await mission.Last("output_rejected", nameof(OutputRejected.What)));
    }

    [Fact]
    public async Task A_repository_without_a_forge_ends_as_ever()
    {
        await using var mission = await MissionOnBus.Publishing();

        await mission.Hears(new ChangePublished(mission.Id, mission.Branch, "docs-one", "file:///cart"));

        Assert.Equal(MissionOutcome.Published, (await mission.LastAsked<MissionEnded>()).Outcome);
        Assert.Empty(await mission.AllAsked<WriteComment>());
    }
}
