using Factory.History.Missions;
using Factory.History.Projections;
using Factory.History.Runs;

namespace Factory.History.Tests;

public sealed class Rebuilding : IAsyncLifetime
{
    private static readonly string[] Tables = ["mission_list", "mission_stream", "mission_timeline", "run", "run_turn"];
    private HistoryDatabase database = null!;
    private ProjectionRunner runner = null!;

    public async ValueTask InitializeAsync()
    {
        database = await HistoryDatabase.Migrated();
        runner = Runners.Of(database.Source, new MissionListProjection(), new MissionTimelineProjection(), new RunTranscriptProjection());
        for (var i = 0; i < 3; i++)
            await new SampleMission(database, "red").Write();
        await new SampleMission(database, "blue").Begin();
    }

    public async ValueTask DisposeAsync()
    {
        runner.Dispose();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Gives_the_same_rows_where_no_process_runs_the_projections()
    {
        await RebuildAll();
        var first = await Rows();
        await database.Run("UPDATE factory.mission_list SET title = 'spoilt'; DELETE FROM factory.run_turn; UPDATE factory.mission_timeline SET text = 'spoilt'");

        await RebuildAll();

        Assert.Equal(first, await Rows());
        Assert.All(first, rows => Assert.NotEqual("", rows));
    }

    [Fact]
    public async Task Gives_the_same_rows_while_another_process_runs_the_projections()
    {
        using var other = Runners.Of(database.Source, new MissionListProjection(), new MissionTimelineProjection(), new RunTranscriptProjection());
        await other.StartAsync(default);
        await Runners.Until(() => database.Value<long>("SELECT count(*) FROM factory.mission_list"), count => count == 4);
        await RebuildAll();
        var first = await Rows();

        await RebuildAll();

        Assert.Equal(first, await Rows());
        await other.StopAsync(default);
    }

    [Fact]
    public async Task Says_how_far_it_is()
    {
        var newest = await database.Value<long>("SELECT max(seq_id) FROM history.mt_events");

        var steps = await runner.RebuildToTheEnd("MissionList");

        Assert.Equal(new RebuildProgress("MissionList", newest, newest), steps[^1]);
        Assert.Equal(steps.Select(step => step.Position).Distinct().Order(), steps.Select(step => step.Position));
    }

    [Fact]
    public async Task Ends_at_once_where_there_are_no_events()
    {
        await using var empty = await HistoryDatabase.Migrated();
        using var fresh = Runners.Of(empty.Source, new MissionListProjection());
        Assert.Equal([new RebuildProgress("MissionList", 0, 0)], await fresh.RebuildToTheEnd("MissionList"));
    }

    [Fact]
    public async Task What_is_not_there_is_refused()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => runner.Rebuild("Nothing"));
        Assert.Contains("MissionList", error.Message, StringComparison.Ordinal);
    }

    private async Task RebuildAll()
    {
        foreach (var health in runner.Health)
            await runner.RebuildToTheEnd(health.Name);
    }

    private async Task<List<string>> Rows()
    {
        var rows = new List<string>();
        foreach (var table in Tables)
            rows.Add(await database.Value<string>($"SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM factory.{table} t") ?? "");
        return rows;
    }
}
