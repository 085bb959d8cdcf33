using Factory.History.Projections;
using Npgsql;
using static Factory.History.Tests.SampleEvents;

namespace Factory.History.Tests;

public sealed class Running_projections : IAsyncLifetime
{
    private readonly Guid stream = Guid.NewGuid();
    private HistoryDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = await HistoryDatabase.Migrated();
        await database.Run(ItemLog.Table);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Apply_every_event_in_order_and_go_on_where_they_were()
    {
        await AppendItems(20);
        using (var runner = Runners.Of(database.Source, new ItemLog()))
        {
            await runner.StartAsync(default);
            await Runners.UntilApplied(database, 20);
            await runner.StopAsync(default);
        }

        await AppendItems(5);
        using var next = Runners.Of(database.Source, new ItemLog());
        await next.StartAsync(default);
        await Runners.UntilApplied(database, 25);
        await next.StopAsync(default);

        Assert.True(await database.Value<bool>("SELECT bool_and(sequence = place) FROM item_log"));
        Assert.Equal(25, await database.Value<long>("SELECT last_seq_id FROM history.mt_event_progression WHERE name = 'ItemLog:All'"));
    }

    [Fact]
    public async Task Wait_at_a_gap_until_every_transaction_of_then_has_ended()
    {
        using var runner = Runners.Of(database.Source, new ItemLog());
        await runner.StartAsync(default);
        await using var slow = await database.Source.OpenConnectionAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(slow);
        database.Events.AddTo(batch, Box(Guid.NewGuid(), 0, new ItemAdded("slow", 1)));
        await batch.ExecuteNonQueryAsync();
        await AppendItems(3);
        await Runners.UntilState(runner, ProjectionState.Running);

        // The events after the gap are there, and the runner has looked many times.
        await LooksAgain(times: 5);
        Assert.Equal(0, await database.Value<long>("SELECT count(*) FROM item_log"));
        await transaction.CommitAsync();

        await Runners.UntilApplied(database, 4);
        Assert.Equal("slow", await database.Value<string>("SELECT name FROM item_log ORDER BY place LIMIT 1"));
        await runner.StopAsync(default);
    }

    [Fact]
    public async Task Pass_a_gap_whose_transaction_was_rolled_back()
    {
        using var runner = Runners.Of(database.Source, new ItemLog());
        await runner.StartAsync(default);
        await using (var connection = await database.Source.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        await using (var batch = new NpgsqlBatch(connection))
        {
            database.Events.AddTo(batch, Box(Guid.NewGuid(), 0, Item(1), Item(2)));
            await batch.ExecuteNonQueryAsync();
            await AppendItems(3);
            await transaction.RollbackAsync();
        }

        await Runners.UntilApplied(database, 3);
        await runner.StopAsync(default);
    }

    [Fact]
    public async Task Lose_nothing_while_many_writers_commit_and_roll_back_out_of_order()
    {
        using var runner = Runners.Of(database.Source, new ItemLog());
        await runner.StartAsync(default);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(() => WriteAndRollBack(writer))));

        var items = await database.Value<long>("SELECT count(*) FROM history.mt_events");
        Assert.True(items > 100);
        await Runners.UntilApplied(database, items);
        Assert.True(await database.Value<bool>("SELECT bool_and(ordered) FROM (SELECT sequence > lag(sequence, 1, 0::bigint) OVER (ORDER BY place) AS ordered FROM item_log) o"));
        await runner.StopAsync(default);
    }

    [Fact]
    public async Task Are_run_by_one_process_and_taken_over_by_the_next()
    {
        using var first = Runners.Of(database.Source, new ItemLog());
        await first.StartAsync(default);
        await Runners.UntilState(first, ProjectionState.Running);
        using var second = Runners.Of(database.Source, new ItemLog());
        await second.StartAsync(default);
        await AppendItems(10);
        await Runners.UntilApplied(database, 10);
        Assert.Equal(ProjectionState.Standby, second.Health[0].State);

        await first.StopAsync(default);

        await Runners.UntilState(second, ProjectionState.Running);
        await AppendItems(10);
        await Runners.UntilApplied(database, 20);
        await second.StopAsync(default);
    }

    [Fact]
    public async Task Are_taken_over_when_the_connection_of_the_one_that_runs_is_cut()
    {
        using var runner = Runners.Of(database.Source, new ItemLog());
        await runner.StartAsync(default);
        await AppendItems(3);
        await Runners.UntilApplied(database, 3);

        await database.Run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        await AppendItems(3);

        await Runners.UntilApplied(database, 6);
        await runner.StopAsync(default);
    }

    [Fact]
    public async Task Stop_at_an_event_that_cannot_be_applied_and_say_which()
    {
        await AppendItems(9);
        await database.Events.Append(Box(stream, null, new ItemAdded("poison", 1), Item(11)));
        using var runner = Runners.Of(database.Source, new ItemLog());
        await runner.StartAsync(default);

        await Runners.UntilState(runner, ProjectionState.Stopped);

        Assert.Contains("ItemLog cannot apply event 10 (item_added)", runner.Health[0].Error, StringComparison.Ordinal);
        Assert.Equal(9, await database.Value<long>("SELECT count(*) FROM item_log"));
        // Once what was wrong is mended, it goes on by itself.
        await database.Run("ALTER TABLE item_log DROP CONSTRAINT item_log_name_check");
        await Runners.UntilApplied(database, 11);
        await Runners.UntilState(runner, ProjectionState.Running);
        await runner.StopAsync(default);
    }

    [Fact]
    public async Task Stop_at_an_event_of_a_newer_version()
    {
        await AppendItems(3);
        await database.Run("UPDATE history.mt_events SET type = 'box_teleported' WHERE seq_id = 3");
        using var runner = Runners.Of(database.Source, new ItemLog());
        await runner.StartAsync(default);

        await Runners.UntilState(runner, ProjectionState.Stopped);

        Assert.Contains("event 3 (box_teleported)", runner.Health[0].Error, StringComparison.Ordinal);
        Assert.Equal(2, await database.Value<long>("SELECT count(*) FROM item_log"));
        await runner.StopAsync(default);
    }

    [Fact]
    public async Task Of_a_newer_version_start_from_zero_and_the_older_leave_the_rows_alone()
    {
        await AppendItems(5);
        using (var old = Runners.Of(database.Source, new ItemLog()))
        {
            await old.StartAsync(default);
            await Runners.UntilApplied(database, 5);
            await old.StopAsync(default);
        }

        var highest = await database.Value<int>("SELECT max(place) FROM item_log");
        using (var newer = Runners.Of(database.Source, new ItemLog(version: 2)))
        {
            await newer.StartAsync(default);
            await Runners.Until(() => database.Value<int>("SELECT coalesce(min(place), 0) FROM item_log"), place => place > highest);
            await Runners.UntilApplied(database, 5);
            await newer.StopAsync(default);
        }

        using var older = Runners.Of(database.Source, new ItemLog());
        await older.StartAsync(default);
        await Runners.UntilState(older, ProjectionState.Superseded);
        await Assert.ThrowsAsync<InvalidOperationException>(() => older.Rebuild("ItemLog"));
        Assert.Equal(5, await database.Value<long>("SELECT count(*) FROM item_log"));
        await older.StopAsync(default);
    }

    private async Task AppendItems(int count)
    {
        for (var i = 0; i < count; i++)
            await database.Events.Append(Box(stream, null, Item(i)));
    }

    private async Task LooksAgain(int times)
    {
        const string reads = "SELECT calls FROM looked";
        await database.Run("CREATE TABLE looked AS SELECT 0 AS calls");
        await Runners.Until(
            async () =>
            {
                await database.Run("UPDATE looked SET calls = calls + 1 WHERE EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_xact_status%' AND state = 'idle')");
                return await database.Value<int>(reads);
            },
            calls => calls >= times);
    }

    private async Task WriteAndRollBack(int writer)
    {
        var random = new Random(writer);
        for (var i = 0; i < 20; i++)
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var batch = new NpgsqlBatch(connection);
            database.Events.AddTo(batch, Box(Guid.NewGuid(), 0, Item(i)));
            batch.Add($"SELECT pg_sleep({random.NextDouble() / 50:0.0000})");
            await batch.ExecuteNonQueryAsync();
            if (random.Next(4) > 0)
                await transaction.CommitAsync();
        }
    }
}
