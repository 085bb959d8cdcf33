namespace Factory.Messaging.Tests;

public sealed class OneTransactionTests
{
    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task Saga_history_and_messages_commit_together(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var counter = Guid.NewGuid();

        await host.Send(CounterMachine.Endpoint, new Begin(counter));
        await Eventually.Equal("Counting", () => surroundings.CurrentState(counter)!);
        for (var i = 1; i <= 10; i++)
            await host.Send(CounterMachine.Endpoint, new Add(counter, i));

        await Eventually.Equal(10, () => surroundings.TotalsHeard(counter));
        Assert.Equal(55, await surroundings.Total(counter));
        Assert.Equal(10, await surroundings.Events(counter));
        await Eventually.Equal(0, surroundings.InOutbox);
    }
}
