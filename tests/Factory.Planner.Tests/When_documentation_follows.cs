using System.Text.Json;
using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Repositories;
using Factory.Contracts.Runs;
using Factory.Planner.Gate;
using Factory.Planner.Missions;

namespace Factory.Planner.Tests;

public sealed class When_documentation_follows
{
    private const string Old = "0123456789012345678901234567890123456789";
    private const string New = "9876543210987654321098765432109876543210";

    [Fact]
    public void Its_mission_has_words_and_evidence_and_no_plan()
    {
        var mission = Missions.Started(MissionKind.Docs);
        Assert.Equal(MissionStep.Document, MissionDecision.Next(mission));
        Assert.Equal("docs-runs", Assert.Single(MissionRuns.Of(mission)).Endpoint);

        mission.Docs = new DocsWritten(mission.CorrelationId, Missions.Change, "Tell of it", Missions.Blob, Spending.None);
        Assert.Equal(MissionStep.Verify, MissionDecision.Next(mission));
        Assert.Empty(MissionRuns.Of(mission));

        mission.Tested = new CommitTested(mission.CorrelationId, mission.CorrelationId, 1, "commit", [], [Missions.Seen(Evidence.NoRegressions, true, "commit")]);
        Assert.True(MissionDecision.Gate(mission).Opened);
        Assert.Equal(MissionStep.Publish, MissionDecision.Next(mission));
    }

    [Fact]
    public void Documents_that_break_a_test_stay_out()
    {
        Assert.False(GateRules.DecideDocuments(Missions.Change, [Missions.Seen(Evidence.NoRegressions, false, "commit")]).Opened);
        Assert.False(GateRules.DecideDocuments(Missions.Change, [Missions.Seen(Evidence.NoRegressions, true, "another")]).Opened);
    }

    [Theory]
    [InlineData($"Deployed {Old}..{New} to production", Old)]
    [InlineData($"Deployed\n{Old}...{New}", Old)]
    [InlineData("Deployed 0123..4567", null)]
    [InlineData($"Deployed --upload-pack={Old}..{New}", Old)]
    [InlineData($"Deployed a{Old}..{New}", null)]
    [InlineData($"Deployed {New}", null)]
    [InlineData(null, null)]
    public void The_range_is_two_full_ids_and_nothing_else(string? report, string? since) => Assert.Equal(since, FollowedRange.Since(report));

    [Fact]
    public void A_mission_of_before_pull_requests_were_followed_goes_on()
    {
        var mission = Missions.Proven();
        var old = JsonSerializer.SerializeToNode(mission)!.AsObject();
        foreach (var added in new[] { "PublishedFrom", "PublishedChange", "InReviewSince", "InReviewUntil", "AskedReworks", "ReworkAt", "Reworks", "Rework", "ReworkedChecks", "HeardNews", "KeptNews", "Settled", "Told", "Answer", "Citations", "Question" })
            Assert.True(old.Remove(added), added);

        var read = old.Deserialize<MissionState>()!;

        Assert.Equal(MissionStep.Publish, MissionDecision.Next(read));
        read.Published = new ChangePublished(read.CorrelationId, "factory/1-add", "commit", "file:///cart");
        MissionSteps.End(read, MissionOutcome.Published, "");
        Assert.Equal(MissionStep.End, MissionDecision.Next(read));
        Assert.Empty(read.HeardNews);
    }
}
