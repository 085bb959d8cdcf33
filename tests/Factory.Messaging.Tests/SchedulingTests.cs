namespace Factory.Messaging.Tests;

public sealed class SchedulingTests
{
    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_message_that_is_sent_for_later_comes_when_it_is_due_and_not_before(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var (counter, due) = (Guid.NewGuid(), TimeProvider.System.GetUtcNow().AddSeconds(1.5));

        await host.Send(CounterMachine.Endpoint, new Begin(counter), due);
        await Eventually.Equal("Counting", () => surroundings.CurrentState(counter)!);

        Assert.InRange(TimeProvider.System.GetUtcNow() - due, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_saga_is_reminded(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var counter = await Begun(host);

        await host.Send(CounterMachine.Endpoint, new RemindMe(counter, 0.3));

        await Eventually.Equal(1, () => surroundings.State(counter, "Reminders"));
        await Eventually.Equal(0, surroundings.InOutbox);
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_reminder_that_is_cancelled_never_comes(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var counter = await Begun(host);
        await host.Send(CounterMachine.Endpoint, new RemindMe(counter, 3600));
        await IsSet(surroundings);

        await host.Send(CounterMachine.Endpoint, new ForgetIt(counter));

        await Eventually.Equal(0, surroundings.InOutbox);
        Assert.Equal(0, await surroundings.State(counter, "Reminders"));
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_reminder_that_is_set_anew_comes_once(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var counter = await Begun(host);
        await host.Send(CounterMachine.Endpoint, new RemindMe(counter, 3600));
        await IsSet(surroundings);

        await host.Send(CounterMachine.Endpoint, new RemindMe(counter, 0.2));

        await Eventually.Equal(1, () => surroundings.State(counter, "Reminders"));
        await Eventually.Equal(0, surroundings.InOutbox);
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_reminder_outlives_the_process_that_set_it(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        Guid counter;
        await using (var first = await Counters.Start(surroundings))
        {
            counter = await Begun(first);
            await first.Send(CounterMachine.Endpoint, new RemindMe(counter, 1));
            await Eventually.Equal(1, surroundings.InOutbox);
        }

        await using var second = await Counters.Start(surroundings);

        await Eventually.Equal(1, () => surroundings.State(counter, "Reminders"));
    }

    private static async Task<Guid> Begun(TestHost host)
    {
        var counter = Guid.NewGuid();
        await host.Send(CounterMachine.Endpoint, new Begin(counter));
        await Eventually.Equal("Counting", () => host.Surroundings.CurrentState(counter)!);
        return counter;
    }

    /// <summary>The reminder itself waits, and not only the message that asks for it, which is in the outbox in memory until it was handled.</summary>
    private static Task IsSet(Surroundings surroundings) =>
        Eventually.Equal(1L, () => surroundings.Scalar<long>("SELECT count(*) FROM factory.outbox WHERE due_at > now() + interval '10 minutes'"));
}
