using Factory.History.Projections;
using Factory.Servers;
using Npgsql;
using static Factory.History.Tests.SampleEvents;

namespace Factory.History.Tests;

public sealed class When_the_database_is_killed
{
    [Fact]
    public async Task Projections_go_on_with_what_was_committed()
    {
        await using var server = await PrivatePostgres.Start(new PostgresOptions { DataFolder = Path.Combine(TestServers.NewFolder(), "postgres") });
        await using var database = await HistoryDatabase.MigratedOn(await server.EnsureDatabase("history"));
        await database.Run(ItemLog.Table);
        using var runner = Runners.Of(database.Source, new ItemLog());
        await runner.StartAsync(default);
        using var writing = new CancellationTokenSource();
        var writer = Task.Run(() => AppendUntil(database, writing.Token));
        await Runners.Until(() => database.Value<long>("SELECT count(*) FROM item_log"), count => count > 20);

        await server.Kill();
        await Runners.UntilState(runner, ProjectionState.Disconnected);
        await server.Restart();

        await Runners.UntilState(runner, ProjectionState.Running);
        await writing.CancelAsync();
        var known = await writer;
        var stored = await database.Value<long>("SELECT count(*) FROM history.mt_events");
        Assert.True(stored >= known, $"{known} appends were confirmed, {stored} are stored.");
        await Runners.UntilApplied(database, stored);
        Assert.Equal(stored, await database.Value<long>("SELECT count(DISTINCT sequence) FROM item_log JOIN history.mt_events ON seq_id = sequence"));
        await runner.StopAsync(default);
    }

    private static async Task<int> AppendUntil(HistoryDatabase database, CancellationToken ct)
    {
        var confirmed = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await database.Events.Append(Box(Guid.NewGuid(), 0, Item(confirmed)), default);
                confirmed++;
            }
            catch (NpgsqlException)
            {
                await timer.WaitForNextTickAsync(default);
            }
        }

        return confirmed;
    }
}
