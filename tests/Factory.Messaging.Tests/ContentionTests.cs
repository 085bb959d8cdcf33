namespace Factory.Messaging.Tests;

public sealed class ContentionTests
{
    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task Many_messages_of_one_saga_at_once_are_each_counted_exactly_once(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var counter = Guid.NewGuid();
        await host.Send(CounterMachine.Endpoint, new Begin(counter));
        await Eventually.Equal("Counting", () => surroundings.CurrentState(counter)!);

        await Task.WhenAll(Enumerable.Range(1, 300).Select(i => host.Send(CounterMachine.Endpoint, new Add(counter, i))));

        await Eventually.Equal(300, () => surroundings.TotalsHeard(counter));
        Assert.Equal(300 * 301 / 2, await surroundings.Total(counter));
        Assert.Equal(300, await surroundings.Events(counter));
    }

    [Fact]
    public async Task Two_replicas_share_the_messages_and_handle_each_once()
    {
        var surroundings = await Surroundings.New(Carrier.RabbitMq);
        await using var one = await Counters.Start(surroundings);
        await using var two = await Counters.Start(surroundings);
        var counters = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToList();
        foreach (var counter in counters)
            await one.Send(CounterMachine.Endpoint, new Begin(counter));
        await Eventually.Equal(10, () => surroundings.Scalar<long>("SELECT count(*) FROM factory.saga"));

        await Task.WhenAll(counters.SelectMany(counter => Enumerable.Range(1, 20).Select(i => (i % 2 == 0 ? one : two).Send(CounterMachine.Endpoint, new Add(counter, i)))));

        await Eventually.Equal(200, () => surroundings.Scalar<long>("SELECT count(*) FROM totals"));
        Assert.Equal(2100, await surroundings.Scalar<long>("SELECT sum((state->>'Total')::int) FROM factory.saga"));
        await Eventually.Equal(0, surroundings.InOutbox);
    }

    [Fact]
    public async Task What_a_replica_that_leaves_has_not_handled_another_handles()
    {
        var surroundings = await Surroundings.New(Carrier.RabbitMq);
        await using var stays = await Counters.Start(surroundings);
        var leaves = await Counters.Start(surroundings);
        var counter = Guid.NewGuid();
        await stays.Send(CounterMachine.Endpoint, new Begin(counter));
        await Eventually.Equal("Counting", () => surroundings.CurrentState(counter)!);

        await Task.WhenAll(Enumerable.Range(1, 100).Select(i => leaves.Send(CounterMachine.Endpoint, new Add(counter, i))));
        await leaves.DisposeAsync();

        await Eventually.Equal(100, () => surroundings.TotalsHeard(counter));
        Assert.Equal(5050, await surroundings.Total(counter));
    }
}
