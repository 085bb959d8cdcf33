using Factory.Messaging.Leases;

namespace Factory.Messaging.Tests.Leases;

public sealed class TakeOverTests
{
    [Fact]
    public async Task Work_that_two_nodes_did_is_recorded_once()
    {
        await using var database = await LeaseDatabase.New();
        var slow = new TaskCompletionSource();
        var first = new ScriptedWork((_, _, _) => slow.Task);
        var second = new ScriptedWork((_, _, _) => Task.CompletedTask);
        await using var lost = await LeaseHost.Start(database.ConnectionString, first, LeaseHostOptions.WithoutHeartbeat);
        var job = Job.New();
        await lost.Send(job);
        await first.Begun.Reaches(1);

        await using var other = await LeaseHost.Start(database.ConnectionString, second);
        await database.Execute("UPDATE factory.node SET expires_at = now() WHERE id = $1", lost.Node);
        await second.Begun.Reaches(1);
        var recorded = await database.RecordedAtTheEnd(job);
        slow.SetResult();
        await lost.Stop();

        Assert.Equal(["done in attempt 2"], recorded);
        Assert.Equal(recorded, await database.Recorded(job));
    }

    [Fact]
    public async Task The_node_that_lost_its_lease_is_told_to_stop_and_records_nothing()
    {
        await using var database = await LeaseDatabase.New();
        var stopped = new TaskCompletionSource();
        var first = new ScriptedWork(async (_, _, ct) =>
        {
            await using var registration = ct.Register(stopped.SetResult);
            await stopped.Task; // and returns as if nothing had happened
        });
        await using var lost = await LeaseHost.Start(database.ConnectionString, first, LeaseHostOptions.WithoutHeartbeat);
        var job = Job.New();
        await lost.Send(job);
        await first.Begun.Reaches(1);

        await using var other = await LeaseHost.Start(database.ConnectionString, new ScriptedWork((_, _, _) => Task.CompletedTask));
        await database.Execute("UPDATE factory.node SET expires_at = now() WHERE id = $1", lost.Node);

        await stopped.Task.WaitAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(["done in attempt 2"], await database.RecordedAtTheEnd(job));
    }

    [Fact]
    public async Task Work_that_killed_its_process_as_often_as_it_may_is_given_up_and_not_begun_again()
    {
        await using var database = await LeaseDatabase.New();
        var work = new ScriptedWork((_, _, _) => Task.CompletedTask);
        await using var host = await LeaseHost.Start(database.ConnectionString, work, new() { MaxAttempts = 3 });
        var job = Job.New();

        await database.Execute(
            "INSERT INTO factory.lease (id, lane, kind, key, payload, node, attempt, due_at) VALUES ($1, $2, $3, $4, $5::jsonb, gen_random_uuid(), 3, now())",
            Guid.NewGuid(), LeaseHost.Lane, typeof(Job).FullName!, job.Key, LeaseJson.Write(job));

        var recorded = Assert.Single(await database.RecordedAtTheEnd(job));
        Assert.StartsWith("given up: WorkKeptDying", recorded, StringComparison.Ordinal);
        Assert.Equal(0, work.Begun.Count);
    }

    [Fact]
    public async Task A_lease_whose_commit_was_never_confirmed_to_its_node_is_begun_nevertheless()
    {
        await using var database = await LeaseDatabase.New();
        await using var host = await LeaseHost.Start(database.ConnectionString, new ScriptedWork((_, _, _) => Task.CompletedTask));
        var job = Job.New();

        await database.Execute(
            "INSERT INTO factory.lease (id, lane, kind, key, payload, node, attempt, due_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6, 1, now())",
            Guid.NewGuid(), LeaseHost.Lane, typeof(Job).FullName!, job.Key, LeaseJson.Write(job), host.Node);

        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(job));
    }

    [Fact]
    public async Task A_node_that_stops_hands_its_work_over_at_once_without_counting_the_attempt()
    {
        await using var database = await LeaseDatabase.New();
        var first = new ScriptedWork((_, _, ct) => Task.Delay(Timeout.Infinite, ct));
        var stopping = await LeaseHost.Start(database.ConnectionString, first, LeaseHostOptions.WithoutHeartbeat);
        var job = Job.New();
        await stopping.Send(job);
        await first.Begun.Reaches(1);
        await using var other = await LeaseHost.Start(database.ConnectionString, new ScriptedWork((_, _, _) => Task.CompletedTask));

        await stopping.DisposeAsync();

        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(job));
    }

    [Fact]
    public async Task Work_that_ends_while_its_node_stops_is_still_recorded()
    {
        await using var database = await LeaseDatabase.New();
        var gate = new TaskCompletionSource();
        var work = new ScriptedWork((_, _, _) => gate.Task);
        var options = new LeaseHostOptions();
        var stopping = await LeaseHost.Start(database.ConnectionString, work, options with { Leases = options.Leases with { StopGrace = TimeSpan.FromSeconds(30) } });
        var job = Job.New();
        await stopping.Send(job);
        await work.Begun.Reaches(1);

        var stop = stopping.Stop();
        gate.SetResult();
        await stop;

        Assert.Equal(["done in attempt 1"], await database.Recorded(job));
        Assert.Equal(0, await database.Count("factory.lease"));
        await stopping.DisposeAsync();
    }

    [Fact]
    public async Task A_killed_process_loses_nothing()
    {
        await using var database = await LeaseDatabase.New();
        using var child = await ChildNode.WithJobUnderWay(database);

        child.Kill();
        await using var other = await LeaseHost.Start(database.ConnectionString, new ScriptedWork((_, _, _) => Task.CompletedTask));

        Assert.Equal(["done in attempt 2"], await database.RecordedAtTheEnd(child.Job));
    }

    [Fact]
    public async Task A_process_that_is_alone_takes_over_at_its_start_what_its_last_life_left()
    {
        await using var database = await LeaseDatabase.New();
        var before = new ScriptedWork((_, _, ct) => Task.Delay(Timeout.Infinite, ct));
        await using var killed = await LeaseHost.Start(database.ConnectionString, before, LeaseHostOptions.WithoutHeartbeat);
        var job = Job.New();
        await killed.Send(job);
        await before.Begun.Reaches(1);

        var options = new LeaseHostOptions();
        var work = new ScriptedWork((_, _, _) => Task.CompletedTask);
        await using var next = await LeaseHost.Start(database.ConnectionString, work, options with { Nodes = options.Nodes with { Alone = true } });

        Assert.Equal(["done in attempt 2"], await database.RecordedAtTheEnd(job));
    }
}
