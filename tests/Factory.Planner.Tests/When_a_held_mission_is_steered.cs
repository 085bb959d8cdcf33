using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Planning;
using Factory.Contracts.Repositories;
using Factory.Contracts.Runs;
using Factory.Planner.Features;
using Factory.Planner.Missions;

namespace Factory.Planner.Tests;

public sealed class When_a_held_mission_is_steered
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BlobRef Blob = new(Guid.NewGuid(), "", 0);
    private static readonly MissionLimits Limits = new(TimeSpan.FromHours(2), 50, 5);

    [Fact]
    public void What_is_said_between_two_steps_is_told_with_the_next_order_alone()
    {
        var mission = Mission();

        mission.CurrentState = "Planning";
        Assert.Equal([RunIds.Planner(mission.CorrelationId)], MissionRuns.UnderWay(mission).Select(run => run.RunId));

        mission.CurrentState = "Paused";
        Assert.Empty(MissionRuns.UnderWay(mission));
    }

    [Fact]
    public void What_is_said_to_a_feature_between_two_steps_is_told_with_the_next_order_alone()
    {
        var feature = new FeatureState { CorrelationId = Guid.NewGuid(), CurrentState = "Coding", Start = new StartFeature(Guid.NewGuid(), Guid.NewGuid(), "team", "mirror", "base", "Title", Blob, Blob, [], [], new TestSettings(null, false), null, Limits, "planner") };
        Assert.Equal([RunIds.Coder(feature.CorrelationId, 1)], FeatureSteering.UnderWay(feature).Select(run => run.RunId));

        feature.CurrentState = "Paused";
        Assert.Empty(FeatureSteering.UnderWay(feature));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3.5, 1.5)]
    [InlineData(6, 0)]
    public void What_a_feature_has_spent_its_later_runs_do_not_have(double spent, double left)
    {
        var feature = new FeatureState { Start = new StartFeature(Guid.NewGuid(), Guid.NewGuid(), "team", "mirror", "base", "Title", Blob, Blob, [], [], new TestSettings(null, false), null, Limits, "planner"), Spent = new Spending((decimal)spent, 1, 1) };

        Assert.Equal(Limits with { Usd = (decimal)left }, FeatureSteering.Left(feature));
    }

    [Fact]
    public void The_time_of_a_pause_is_not_taken_from_what_its_droids_have_left()
    {
        var mission = Mission();
        mission.TimeUpAt = Noon.AddHours(2);
        Assert.Equal(TimeSpan.FromHours(1), MissionSteps.Remaining(mission, Noon.AddHours(1)).Time);

        (mission.Paused, mission.StandsSince) = (true, Noon.AddHours(1));
        Assert.Equal(TimeSpan.FromHours(1), MissionSteps.Remaining(mission, Noon.AddDays(3)).Time);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_time_that_a_droid_waits_for_a_person_is_not_the_missions_whichever_of_its_words_comes_first(bool overtaken)
    {
        var (mission, run) = (Mission(), Guid.NewGuid());
        mission.TimeUpAt = Noon.AddHours(2);
        var (asked, question) = (new RunWaits(mission.CorrelationId, run, 3, Noon.AddHours(1)), new AskedQuestion(run, 3));

        if (overtaken)
        {
            MissionClock.WaitNoLonger(mission, question, Noon.AddDays(1));
            MissionClock.Wait(mission, asked);
        }
        else
        {
            MissionClock.Wait(mission, asked);
            Assert.Equal((true, TimeSpan.FromHours(1)), (MissionClock.Stands(mission), MissionSteps.Remaining(mission, Noon.AddDays(1)).Time));
            MissionClock.WaitNoLonger(mission, question, Noon.AddDays(1));
        }

        Assert.False(MissionClock.Stands(mission));
        Assert.Equal(overtaken ? Noon.AddHours(2) : Noon.AddHours(2 + 23), mission.TimeUpAt);
    }

    [Fact]
    public void A_plan_of_before_tests_were_written_first_loses_no_feature_that_is_in()
    {
        var mission = Mission();
        mission.Plan = new MissionPlanned(mission.CorrelationId, Blob, [new PlannedFeature("One", []), new PlannedFeature("Two", [])], [new Assertion("A1", "all tests pass", [])], new TestSettings(null, false), Spending.None);
        Assert.Equal(MissionStep.Reproduce, MissionDecision.Next(mission));

        mission.FeaturesDone = 1;
        Assert.Equal(MissionStep.Build, MissionDecision.Next(mission));
    }

    [Fact]
    public void Each_change_of_limits_changes_what_it_names_in_whatever_order_they_come()
    {
        var mission = Mission();
        mission.TimeUpAt = Noon.AddHours(2);
        var asked = new[] { Limit(usd: 7, second: 1), Limit(turns: 80, second: 2), Limit(time: TimeSpan.FromHours(5), usd: 9, second: 3) };

        foreach (var one in new[] { asked[2], asked[0], asked[1] })
            MissionSteering.Change(mission, one);

        Assert.Equal(new MissionLimits(TimeSpan.FromHours(5), 80, 9), mission.Start.Limits);
        Assert.Equal(Noon.AddHours(5), mission.TimeUpAt);
        Assert.False(MissionSteering.Change(mission, asked[0]));
        Assert.True(mission.LimitedAt > asked[2].At);
    }

    private static LimitMission Limit(TimeSpan? time = null, int? turns = null, decimal? usd = null, int second = 0) => new(Guid.NewGuid(), "ann", time, turns, usd, Noon.AddSeconds(second));

    private static MissionState Mission()
    {
        var id = Guid.NewGuid();
        return new MissionState
        {
            CorrelationId = id,
            Start = new StartMission(id, Guid.NewGuid(), "team", "Title", Blob, new RepositoryRef("/repository", null), null, Limits),
            Repository = new RepositoryFetched(id, "mirror", "base"),
        };
    }
}
