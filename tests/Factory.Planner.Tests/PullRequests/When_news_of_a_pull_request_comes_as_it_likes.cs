using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;

namespace Factory.Planner.Tests.PullRequests;

public sealed class When_news_of_a_pull_request_comes_as_it_likes
{
    [Fact]
    public async Task A_merge_that_is_heard_of_before_the_publication_counts_with_it()
    {
        await using var mission = await MissionOnBus.Publishing();

        await mission.Hears(mission.News(PullRequestHappening.Merged));
        Assert.Equal("Publishing", await mission.State());
        await mission.IsPublished();

        Assert.Equal("merged by ann", (await mission.LastAsked<MissionEnded>()).Reason);
        Assert.EndsWith("branch_published change_settled mission_concluded", await mission.Events(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_news_twice_is_one()
    {
        await using var mission = await MissionOnBus.InReview();
        var (asked, merged) = (mission.News(PullRequestHappening.ReworkAsked), mission.News(PullRequestHappening.Merged));

        await Task.WhenAll(Enumerable.Repeat(asked, 1).Select(mission.Hears));
        await mission.Hears(asked);
        await mission.After(TimeSpan.FromMinutes(2));
        Assert.Equal("Building", await mission.State());
        await mission.Hears(asked);
        await mission.Builds("two");
        await mission.IsPublished("2222222222222222222222222222222222222222");
        await mission.After(TimeSpan.FromMinutes(2));

        Assert.Equal("InReview", await mission.State());
        await mission.Hears(merged);
        await mission.Hears(merged);
        Assert.Single((await mission.Events()).Split(' '), type => type == "change_settled");
        Assert.Single(await mission.AllAsked<MissionEnded>());
    }

    [Fact]
    public async Task What_becomes_of_it_after_the_end_is_kept_once_each()
    {
        await using var mission = await MissionOnBus.InReview();
        await mission.Hears(mission.News(PullRequestHappening.Merged));

        var reverted = mission.News(PullRequestHappening.Reverted, "bob");
        await mission.Hears(reverted);
        await mission.Hears(reverted);
        await mission.Hears(mission.News(PullRequestHappening.ReworkAsked));

        Assert.Equal("Ended", await mission.State());
        Assert.EndsWith("change_settled mission_concluded change_settled", await mission.Events(), StringComparison.Ordinal);
        Assert.Contains("Taken back by bob", (await mission.LastAsked<TellOrigin>()).Text, StringComparison.Ordinal);
        Assert.Single(await mission.AllAsked<MissionEnded>());
    }

    [Fact]
    public async Task News_of_a_mission_that_has_no_pull_request_changes_nothing()
    {
        await using var mission = await MissionOnBus.Start();
        await mission.Hears(new StartMission(mission.Id, Guid.NewGuid(), "team", "Title", await mission.Blob("report"), new(MissionOnBus.Repository, null), null, MissionLimits.Default));

        await mission.Hears(mission.News(PullRequestHappening.Merged));

        Assert.Equal("Fetching", await mission.State());
        Assert.Equal("mission_started", await mission.Events());
    }

    [Fact]
    public async Task A_merge_in_the_middle_of_a_rework_ends_the_mission_when_it_has_said_what_it_cost()
    {
        await using var mission = await MissionOnBus.InReview();
        await mission.AsksForRework("Round it.");
        await mission.After(TimeSpan.FromMinutes(1));

        await mission.Hears(mission.News(PullRequestHappening.Merged));
        Assert.Equal("Stopping", await mission.State());
        var feature = await mission.LastAsked<Contracts.Features.StartFeature>();
        await mission.Hears(new Contracts.Features.FeatureNotDone(mission.Id, feature.FeatureId, Failed: false, "cancelled", null, new(1, 10, 1)));

        Assert.Equal("merged by ann", (await mission.LastAsked<MissionEnded>()).Reason);
        Assert.Contains("\"Usd\": 1.5,", await mission.Last("mission_concluded", "Spent"), StringComparison.Ordinal);
    }
}
