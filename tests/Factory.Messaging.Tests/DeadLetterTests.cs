using RabbitMQ.Client;

namespace Factory.Messaging.Tests;

public sealed class DeadLetterTests
{
    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_message_whose_handling_fails_leaves_nothing_but_a_dead_letter_that_can_be_retried(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var counter = Guid.NewGuid();

        await host.Send(CounterMachine.Endpoint, new Add(counter, 5));

        await Eventually.Equal(1, surroundings.DeadLetters);
        var letter = Assert.Single(await host.DeadLetters.List());
        Assert.Equal(CounterMachine.Endpoint, letter.Endpoint);
        Assert.Equal("Factory.Messaging.Tests:Add", letter.MessageType);
        Assert.Contains(counter.ToString(), letter.Body, StringComparison.Ordinal);
        Assert.Equal(0, await surroundings.InOutbox());

        await host.Send(CounterMachine.Endpoint, new Begin(counter));
        await Eventually.Equal("Counting", () => surroundings.CurrentState(counter)!);
        Assert.True(await host.DeadLetters.Retry(letter.Id));

        await Eventually.Equal(5, () => surroundings.Total(counter));
        Assert.Equal(0, await surroundings.DeadLetters());
        Assert.False(await host.DeadLetters.Retry(letter.Id));
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task Poison_does_not_block_the_queue_and_none_of_its_writes_stay(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var counter = Guid.NewGuid();
        await host.Send(CounterMachine.Endpoint, new Begin(counter));
        await Eventually.Equal("Counting", () => surroundings.CurrentState(counter)!);

        for (var i = 0; i < 40; i++)
            await host.Send(CounterMachine.Endpoint, new Add(counter, 1, Poison: i < 20));

        await Eventually.Equal(20, surroundings.DeadLetters);
        await Eventually.Equal(20, () => surroundings.Total(counter));
        Assert.Equal(20, await surroundings.Events(counter));
        await Eventually.Equal(20, () => surroundings.TotalsHeard(counter));
        Assert.Equal("This amount cannot be counted.", (await host.DeadLetters.List())[0].ExceptionMessage);
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_message_that_nobody_takes_is_a_dead_letter(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);

        await host.Send(CounterMachine.Totals, new Begin(Guid.NewGuid()));

        await Eventually.Equal(1, surroundings.DeadLetters);
        Assert.Equal("NoConsumer", (await host.DeadLetters.List())[0].ExceptionType);
        await Eventually.Equal(0, surroundings.InOutbox);
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_a_dead_letter()
    {
        var surroundings = await Surroundings.New(Carrier.RabbitMq);
        await using var host = await Counters.Start(surroundings);
        await using var connection = await new ConnectionFactory { Uri = surroundings.RabbitMq! }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        await channel.BasicPublishAsync(CounterMachine.Totals, "", false, new BasicProperties(), "not { an envelope"u8.ToArray());
        await channel.BasicPublishAsync(CounterMachine.Totals, "", false, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, "{}"u8.ToArray());

        await channel.BasicPublishAsync(CounterMachine.Totals, "", false, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, """{"messageType":["urn:message:Factory:Cut"],"message":{"""u8.ToArray());

        await Eventually.Equal(3, surroundings.DeadLetters);
        Assert.Equal(["Factory:Cut", "unreadable", "unreadable"], (await host.DeadLetters.List()).Select(letter => letter.MessageType).Order(StringComparer.Ordinal));
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_message_that_kills_its_process_every_time_becomes_a_dead_letter_and_what_is_beside_it_does_not(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await surroundings.Scalar<object>(TotalsConsumer.Table);
        using (var first = await ChildProcess.Start(surroundings))
        {
            await InsertBombs(surroundings, 1, harmless: 30);
            await Exit(first);
        }

        // It kills three more: then it is known which message does it.
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0, await surroundings.DeadLetters());
            using var next = await ChildProcess.Start(surroundings);
            await Exit(next);
        }

        // A copy of it may be on its way, and end one more before it is known again: whoever supervises starts the next.
        var last = await ChildProcess.Start(surroundings);
        await Eventually.Equal((1L, 30L), async () =>
        {
            if (last.HasExited)
                last = await ChildProcess.Start(surroundings);
            return (await surroundings.DeadLetters(), await surroundings.Scalar<long>("SELECT count(*) FROM factory.inbox WHERE endpoint = $1", ChildProcess.Bombs));
        });
        using var living = last;
        Assert.Equal("DeliveryLimit", await surroundings.Scalar<string>("SELECT exception_type FROM factory.dead_letter WHERE endpoint = $1", ChildProcess.Bombs));
        Assert.Equal(1, await surroundings.DeadLetters());
        await Eventually.Equal(0, surroundings.InOutbox);
    }

    private static async Task Exit(ChildProcess process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await process.Exited(patience.Token);
    }

    private static async Task InsertBombs(Surroundings surroundings, int bombs, int harmless)
    {
        // All at once, so that they are in hand together.
        var due = (TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(1)).UtcDateTime;
        for (var number = 0; number < bombs + harmless; number++)
        {
            var id = Guid.NewGuid();
            await surroundings.Scalar<object>(
                "INSERT INTO factory.outbox (id, destination, body, due_at) VALUES ($1, $2, $3, $4)",
                id, ChildProcess.Bombs, Outbox.Envelope.Write(id, new Bomb(id, Explodes: number < bombs), id, TimeProvider.System.GetUtcNow()), due);
        }
    }
}
