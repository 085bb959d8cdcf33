namespace Factory.Messaging.Tests;

public sealed class DuplicateTests
{
    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_message_that_comes_twice_is_handled_once_by_a_saga(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var (counter, duplicate) = (Guid.NewGuid(), Guid.NewGuid());
        await host.SendRaw(CounterMachine.Endpoint, new Begin(counter), Guid.NewGuid());
        await Eventually.Equal("Counting", () => surroundings.CurrentState(counter)!);

        for (var i = 0; i < 5; i++)
            await host.SendRaw(CounterMachine.Endpoint, new Add(counter, 7), duplicate);
        await host.SendRaw(CounterMachine.Endpoint, new Add(counter, 100), Guid.NewGuid());

        await Eventually.Equal(107, () => surroundings.Total(counter));
        await Eventually.Equal(2, () => surroundings.TotalsHeard(counter));
        Assert.Equal(2, await surroundings.Events(counter));
        Assert.Equal(0, await surroundings.DeadLetters());
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_first_message_that_comes_twice_begins_one_saga(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var (counter, duplicate, marker) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.SendRaw(CounterMachine.Endpoint, new Begin(counter), duplicate)));
        await Eventually.Equal("Counting", () => surroundings.CurrentState(counter)!);
        await host.SendRaw(CounterMachine.Endpoint, new Add(counter, 1), marker);

        await Eventually.Equal(1, () => surroundings.Total(counter));
        Assert.Equal(1, await surroundings.State(counter, "Begun"));
        Assert.Equal(0, await surroundings.DeadLetters());
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_message_that_comes_twice_is_handled_once_by_a_consumer(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var (counter, duplicate) = (Guid.NewGuid(), Guid.NewGuid());

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.SendRaw(CounterMachine.Totals, new TotalChanged(counter, 1), duplicate)));
        await host.SendRaw(CounterMachine.Totals, new TotalChanged(counter, 2), Guid.NewGuid());

        await Eventually.Equal(2, () => surroundings.TotalsHeard(counter));
        await Eventually.Equal(2, () => surroundings.Scalar<long>("SELECT count(*) FROM factory.inbox"));
        Assert.Equal(0, await surroundings.DeadLetters());
    }
}
