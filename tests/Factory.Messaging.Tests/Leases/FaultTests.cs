using Factory.Servers;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Messaging.Tests.Leases;

public sealed class FaultTests
{
    [Fact]
    public async Task A_result_that_came_while_PostgreSQL_was_down_is_recorded_when_it_is_back()
    {
        await using var server = await PrivatePostgres.Start(new PostgresOptions { DataFolder = TestServers.NewFolder() });
        await using var database = await LeaseDatabase.New(await server.EnsureDatabase("leases"));
        var gate = new TaskCompletionSource();
        var work = new ScriptedWork((_, _, _) => gate.Task);
        await using var host = await LeaseHost.Start(database.ConnectionString, work);
        var job = Job.New();
        await host.Send(job);
        await work.Begun.Reaches(1);

        await server.Kill();
        gate.SetResult();
        await server.Restart();
        database.ForgetConnections();

        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(job));
        Assert.Equal(1, work.Begun.Count);
    }

    [Fact]
    public async Task A_node_that_cannot_say_that_it_lives_stops_its_work_and_begins_it_anew_when_it_can()
    {
        await using var server = await PrivatePostgres.Start(new PostgresOptions { DataFolder = TestServers.NewFolder() });
        await using var database = await LeaseDatabase.New(await server.EnsureDatabase("leases"));
        var stopped = new Signal();
        var again = false;
        var work = new ScriptedWork(async (_, _, ct) =>
        {
            if (again)
                return;
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            again = true;
            stopped.Add();
        });
        await using var host = await LeaseHost.Start(database.ConnectionString, work);
        var job = Job.New();
        await host.Send(job);
        await work.Begun.Reaches(1);

        await server.Kill();
        await stopped.Reaches(1);
        await server.Restart();
        database.ForgetConnections();

        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(job));
        Assert.Equal(2, work.Begun.Count);
    }

    [Fact]
    public async Task A_command_that_is_delivered_twice_is_done_once()
    {
        await using var database = await LeaseDatabase.New();
        var work = new ScriptedWork((_, _, _) => Task.CompletedTask);
        await using var host = await LeaseHost.Start(database.ConnectionString, work, new() { Transport = new BusTransport.RabbitMq(await TestServers.RabbitMqVirtualHost()) });
        var received = new Received();
        var bus = host.Services.GetRequiredService<IBus>();
        bus.ConnectReceiveObserver(received);
        var job = Job.New();
        // What is sent to an exchange before its queue is there is dropped; the outbox would notice, this test goes past it.
        await host.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromMinutes(5));
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{LeaseHost.Lane}"));
        var id = Guid.NewGuid();

        await endpoint.Send(job, context => context.MessageId = id);
        await database.RecordedAtTheEnd(job);
        await endpoint.Send(job, context => context.MessageId = id);
        await received.Signal.Reaches(2);
        await endpoint.Send(job with { Id = Guid.NewGuid() });

        await LeaseDatabase.Until(async () => await database.Count("public.recorded") == 2);
        Assert.Single(await database.Recorded(job));
        Assert.Equal(2, work.Begun.Count);
    }

    private sealed class Received : IReceiveObserver
    {
        public Signal Signal { get; } = new();

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context)
        {
            Signal.Add();
            return Task.CompletedTask;
        }

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
            where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
            where T : class => Task.CompletedTask;

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
    }
}
