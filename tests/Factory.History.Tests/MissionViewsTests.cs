using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History.Missions;
using Factory.History.Projections;
using Factory.History.Runs;

namespace Factory.History.Tests;

public sealed class What_people_see : IAsyncLifetime
{
    private readonly Pulse pulse = new();
    private HistoryDatabase database = null!;
    private ProjectionRunner runner = null!;
    private SampleMission mission = null!;

    public async ValueTask InitializeAsync()
    {
        database = await HistoryDatabase.Migrated();
        runner = Runners.Of(database.Source, new MissionListProjection(), new MissionTimelineProjection(), new RunTranscriptProjection());
        mission = new SampleMission(database, "red");
    }

    public async ValueTask DisposeAsync()
    {
        runner.Dispose();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_mission_that_ended_is_how_and_where_and_what_it_cost()
    {
        await mission.Write();
        await Project();

        var row = Assert.Single(await Missions.List("red"));

        Assert.Equal(("Sum is off by one", "ended", "published", "it is proven"), (row.Title, row.Status, row.Outcome, row.Reason));
        Assert.Equal(("/srv/repo", "main", "factory/x", new string('b', 40)), (row.Repository, row.Base, row.Branch, row.Commit));
        Assert.Equal((0.35m, 350, 4), (row.Usd, row.Tokens, row.Turns));
        Assert.Equal(row, await Missions.Find("red", mission.Id));
        Assert.Equal([row], await Missions.FindShort("red", Contracts.Ids.Short(mission.Id)));
    }

    [Fact]
    public async Task Of_a_mission_that_runs_is_what_it_does_and_has_spent_so_far()
    {
        await mission.Begin();
        await mission.Work();
        await mission.Append(mission.Id, "mission", new MissionPaused(mission.Id, "ann"));
        await Project();
        Assert.Equal(("paused", 0.10m), ((await Missions.Find("red", mission.Id))!.Status, (await Missions.Find("red", mission.Id))!.Usd));

        await mission.Append(mission.Id, "mission", new MissionResumed(mission.Id, "ann"));
        await Project();
        Assert.Equal("working", (await Missions.Find("red", mission.Id))!.Status);
    }

    [Fact]
    public async Task Of_another_team_is_nothing()
    {
        await mission.Write();
        await Project();

        Assert.Empty(await Missions.List("blue"));
        Assert.Null(await Missions.Find("blue", mission.Id));
        Assert.Empty(await Missions.FindShort("blue", Contracts.Ids.Short(mission.Id)));
        Assert.Empty(await Timeline.Read("blue", mission.Id));
        Assert.Empty(await Runs.OfMission("blue", mission.Id));
        Assert.Null(await Runs.Find("blue", mission.Run));
        Assert.Empty(await Runs.Transcript("blue", mission.Run));
    }

    [Fact]
    public async Task Is_every_event_of_mission_feature_run_and_signal_in_order()
    {
        await new SampleMission(database, "red").Write();
        await mission.Write();
        await Project();

        var rows = await Timeline.Read("red", mission.Id);

        Assert.Equal(20, rows.Count);
        Assert.Equal(["signal_received", "signal_judged", "mission_started"], rows.Take(3).Select(row => row.Kind));
        Assert.Equal("signal_answered", rows[^1].Kind);
        Assert.Equal(rows.OrderBy(row => row.Sequence), rows);
        Assert.Equal(5, rows.Count(row => row.RunId == mission.Run && row.StreamKind == "droid_run"));
        Assert.Equal(6, rows.Count(row => row.FeatureId == mission.Feature));
        Assert.Contains(rows, row => row.Text == "turn 1: builtin/mechanic asks for 2 tool calls after 0.3 s, $0.05");
        Assert.Equal(rows.Skip(5), await Timeline.Read("red", mission.Id, afterSequence: rows[4].Sequence));
    }

    [Fact]
    public async Task Is_safe_for_a_terminal()
    {
        await mission.Begin("red\u001b[31m\r\nalert\u202e gnp\u200b.exe\u0007 \U000E0041 end " + new string('x', 500));
        await Project();

        var text = (await Timeline.Read("red", mission.Id)).Single(row => row.Kind == "mission_started").Text;

        Assert.StartsWith("red[31m alert gnp.exe end x", text, StringComparison.Ordinal);
        Assert.True(text.Length <= OneLine.Longest);
        Assert.DoesNotContain(text, char.IsControl);
    }

    [Fact]
    public async Task Of_a_run_is_every_turn()
    {
        await mission.Write();
        await Project();

        var run = Assert.Single(await Runs.OfMission("red", mission.Id));
        Assert.Equal(("coder", "ended", "turn-limit", "enough", 0.05m), (run.Role, run.Status, run.Outcome, run.Reason, run.Usd));
        var turn = Assert.Single(await Runs.Transcript("red", mission.Run));
        Assert.Equal((1, "builtin/mechanic", 2, 0.25, 1.5), (turn.Turn, turn.Model, turn.Calls, turn.ModelSeconds, turn.ToolSeconds));
        Assert.Equal($"answer 1 of {mission.Id}", System.Text.Encoding.UTF8.GetString(await database.Blobs.Get("red", turn.Answer.Id)));
        Assert.NotNull(turn.Results);
        Assert.Equal(new string('b', 40), turn.Checkpoint!.Commit);
    }

    [Fact]
    public async Task Of_a_run_that_waits_for_a_person_is_that_it_waits_whatever_happens_meanwhile()
    {
        var run = Contracts.Ids.Derive(mission.Id, "asking");
        var started = new RunStarted(mission.Id, run, "red", "coder", Nothing, Nothing, Nothing, null, new RunLimits(TimeSpan.FromMinutes(1), 5, 1));
        await mission.Begin();

        Assert.Equal("waiting-for-human", await After(started, new QuestionAsked(run, 1, Nothing)));
        Assert.Equal("waiting-for-human", await After(new WorkspaceWasLost(run, Guid.Empty)));
        Assert.Equal("paused", await After(new RunPaused(run)));
        Assert.Equal("waiting-for-human", await After(new RunResumed(run) { Waits = true }));
        Assert.Equal("thinking", await After(new RunNoted(run, Guid.NewGuid(), 1, "ann", Nothing)));
        Assert.Equal("thinking", await After(new RunPaused(run), new RunResumed(run)));

        async Task<string> After(params object[] happened)
        {
            await mission.Append(run, "droid_run", happened);
            await Project();
            return (await Runs.OfMission("red", mission.Id)).Single().Status;
        }
    }

    private static readonly Contracts.BlobRef Nothing = new(Guid.NewGuid(), "", 0);

    [Fact]
    public async Task Comes_while_it_happens()
    {
        using var runs = Runners.Of(database.Source, new MissionTimelineProjection());
        await runs.StartAsync(default);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var writing = Task.Run(() => mission.Write());

        var kinds = new List<string>();
        await foreach (var row in Timeline.Follow("red", mission.Id, 0, patience.Token))
        {
            kinds.Add(row.Kind);
            if (row.Kind == "signal_answered")
                break;
        }

        await writing;
        Assert.Contains("mission_concluded", kinds);
        Assert.Equal((await Timeline.Read("red", mission.Id)).Count, kinds.Count);
        await runs.StopAsync(default);
    }

    private MissionQueries Missions => new(database.Source);

    private TimelineQueries Timeline => new(database.Source, pulse, TimeProvider.System);

    private RunQueries Runs => new(database.Source);

    private async Task Project()
    {
        foreach (var health in runner.Health)
            await runner.RebuildToTheEnd(health.Name);
    }
}
