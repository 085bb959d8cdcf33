using System.Runtime;
using Factory.Servers;

namespace Factory.Messaging.Tests.Leases;

public sealed class PlacesTests
{
    [Fact]
    public async Task No_more_is_under_way_than_the_limit_says_and_all_of_it_gets_done()
    {
        await using var database = await LeaseDatabase.New();
        var work = new ScriptedWork((_, _, ct) => Task.Delay(5, ct));
        await using var host = await LeaseHost.Start(database.ConnectionString, work, new() { Limit = 3 });

        await host.Send([.. Enumerable.Range(0, 60).Select(_ => Job.New())]);

        await LeaseDatabase.Until(async () => await database.Count("public.recorded") == 60);
        Assert.Equal(3, work.MostUnderWay);
        Assert.Equal(60, work.Begun.Count);
    }

    [Fact]
    public async Task Lanes_that_share_places_do_no_more_together_and_get_everything_done()
    {
        await using var database = await LeaseDatabase.New();
        var work = new ScriptedWork((_, _, ct) => Task.Delay(5, ct));
        await using var host = await LeaseHost.Start(database.ConnectionString, work, new() { Limit = 3 });

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            await host.SendTo(LeaseHost.Lane, Job.New(), Job.New());
            await host.SendTo(LeaseHost.OtherLane, Job.New());
        }));

        await LeaseDatabase.Until(async () => await database.Count("public.recorded") == 60);
        Assert.Equal(3, work.MostUnderWay);
        Assert.Equal(60, work.Begun.Count);
    }

    [Fact]
    public async Task What_has_no_place_here_is_done_by_another_node()
    {
        await using var database = await LeaseDatabase.New();
        var gate = new TaskCompletionSource();
        var full = new ScriptedWork((_, _, _) => gate.Task);
        await using var first = await LeaseHost.Start(database.ConnectionString, full, new() { Limit = 1 });
        await first.Send(Job.New());
        await full.Begun.Reaches(1);
        var job = Job.New();
        await first.Send(job);
        await LeaseDatabase.Until(async () => await database.Count("factory.lease") == 2);

        await using var second = await LeaseHost.Start(database.ConnectionString, new ScriptedWork((_, _, _) => Task.CompletedTask));

        await LeaseDatabase.Until(async () => (await database.Recorded(job)).Count == 1);
        gate.SetResult();
    }

    [Fact]
    public async Task Two_thousand_wait_at_once_in_little_memory_and_without_connections()
    {
        const int count = 2000;
        await using var database = await LeaseDatabase.New();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new ScriptedWork((_, _, ct) => gate.Task.WaitAsync(ct));
        await using var host = await LeaseHost.Start(database.ConnectionString, work, new() { Limit = count });
        await host.Send(Job.New("warm-up"));
        await work.Begun.Reaches(1);
        var before = Memory();

        await host.Send([.. Enumerable.Range(1, count - 1).Select(_ => Job.New())]);
        await work.Begun.Reaches(count);
        await LeaseDatabase.Until(async () => await database.Count("factory.outbox") == 0);
        var each = (Memory() - before) / count;

        Assert.InRange(each, 0, 5_000);
        // Heartbeat, polls and the outbox have theirs now and then; waiting has none.
        Assert.InRange(await database.Count("pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"), 0, 4);
        gate.SetResult();
        await LeaseDatabase.Until(async () => await database.Count("public.recorded") == count);
        Assert.Equal(count, await database.Count("(SELECT DISTINCT job FROM public.recorded) AS jobs"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes a waiting lease");
    }

    [Fact]
    public async Task The_queue_of_a_single_computer_goes_when_nobody_was_there_for_ten_minutes()
    {
        await using var database = await LeaseDatabase.New();
        var address = await TestServers.RabbitMqVirtualHost();
        var options = new LeaseHostOptions { Transport = new BusTransport.RabbitMq(address), Temporary = true };
        await using var host = await LeaseHost.Start(database.ConnectionString, new ScriptedWork((_, _, _) => Task.CompletedTask), options);
        var job = Job.New();

        await host.Send(job);
        await database.RecordedAtTheEnd(job);

        var queues = await (await TestServers.RabbitMqServer()).Control("list_queues", "-p", address.AbsolutePath[1..], "name", "arguments");
        Assert.Contains("x-expires\",600000", queues.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static long Memory()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    [Fact]
    public async Task The_queue_of_a_single_computer_goes_with_a_clean_stop_and_what_is_sent_there_waits_until_it_is_back()
    {
        var surroundings = await Surroundings.New(Carrier.RabbitMq);
        await using var database = await LeaseDatabase.New(surroundings.Postgres);
        var options = new LeaseHostOptions { Temporary = true, Transport = new BusTransport.RabbitMq(surroundings.RabbitMq!) };
        await using var sender = await Counters.Start(surroundings);
        var (before, after) = (Job.New(), Job.New());
        await using (await LeaseHost.Start(database.ConnectionString, new ScriptedWork((_, _, _) => Task.CompletedTask), options))
        {
            await sender.Send(LeaseHost.Lane, before);
            Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(before));
        }

        Assert.DoesNotContain(LeaseHost.Lane, await Queues(surroundings.RabbitMq!));
        await sender.Send(LeaseHost.Lane, after);
        await Eventually.Equal(true, () => surroundings.Scalar<bool>("SELECT coalesce(max(attempt), 0) > 1 FROM factory.outbox WHERE destination = $1", LeaseHost.Lane));

        await using var back = await LeaseHost.Start(database.ConnectionString, new ScriptedWork((_, _, _) => Task.CompletedTask), options);

        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(after));
    }

    /// <summary>Which of the test's queues the broker has.</summary>
    private static async Task<IReadOnlyList<string>> Queues(Uri broker)
    {
        await using var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var found = new List<string>();
        foreach (var queue in new[] { LeaseHost.Lane, CounterMachine.Endpoint })
        {
            await using var channel = await connection.CreateChannelAsync();
            try
            {
                await channel.QueueDeclarePassiveAsync(queue);
                found.Add(queue);
            }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
            {
                // Not there.
            }
        }

        Assert.Contains(CounterMachine.Endpoint, found);
        return found;
    }
}
