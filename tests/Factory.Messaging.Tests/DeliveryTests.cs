using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Messaging.Tests;

public sealed record Text(Guid Id, string Content);

public sealed record Question(string Content);

public sealed record Answer(string Content);

public sealed class TextConsumer : IConsumer<Text>
{
    public const string Endpoint = "texts";

    public const string Table = "CREATE TABLE IF NOT EXISTS texts (id uuid NOT NULL, length integer NOT NULL)";

    public Task Consume(ConsumeContext<Text> context)
    {
        context.Heart().Write(new Npgsql.NpgsqlBatchCommand("INSERT INTO texts (id, length) VALUES ($1, $2)")
        {
            Parameters =
            {
                new Npgsql.NpgsqlParameter<Guid> { TypedValue = context.Message.Id },
                new Npgsql.NpgsqlParameter<int> { TypedValue = context.Message.Content.Length },
            },
        });
        return context.Message.Content.StartsWith("poison", StringComparison.Ordinal) ? throw new InvalidOperationException("No.") : Task.CompletedTask;
    }
}

public sealed class QuestionConsumer : IConsumer<Question>
{
    public const string Endpoint = "questions";

    public Task Consume(ConsumeContext<Question> context) => context.Message.Content.Length > 0
        ? context.RespondAsync(new Answer(context.Message.Content + "!"))
        : throw new InvalidOperationException("Ask something.");
}

public sealed class DeliveryTests
{
    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_message_to_an_endpoint_that_is_not_there_waits_for_it(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await surroundings.Scalar<object>(TextConsumer.Table);
        await using (var sender = await Counters.Start(surroundings))
        {
            await sender.Send(TextConsumer.Endpoint, new Text(Guid.NewGuid(), "kept"));
            await Eventually.Equal(1, surroundings.InOutbox);
        }

        await using var receiver = await TestHost.Start(surroundings, endpoints => endpoints.Consumer<TextConsumer>(TextConsumer.Endpoint));

        await Eventually.Equal(4, () => surroundings.Scalar<int>("SELECT length FROM texts"));
        await Eventually.Equal(0, surroundings.InOutbox);
    }

    [Fact]
    public async Task A_message_that_no_queue_takes_is_delivered_once_a_replica_brings_the_queue()
    {
        var surroundings = await Surroundings.New(Carrier.RabbitMq);
        await surroundings.Scalar<object>(TextConsumer.Table);
        await using var sender = await Counters.Start(surroundings);
        await sender.Send(TextConsumer.Endpoint, new Text(Guid.NewGuid(), "kept"));
        await Eventually.Equal(true, () => surroundings.Scalar<bool>("SELECT bool_or(attempt > 1) FROM factory.outbox"));

        await using var receiver = await TestHost.Start(surroundings, endpoints => endpoints.Consumer<TextConsumer>(TextConsumer.Endpoint));

        await Eventually.Equal(4, () => surroundings.Scalar<int>("SELECT length FROM texts"));
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_large_body_stays_in_the_database_until_it_is_handled(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await surroundings.Scalar<object>(TextConsumer.Table);
        await using var host = await TestHost.Start(surroundings, endpoints => endpoints.Consumer<TextConsumer>(TextConsumer.Endpoint));

        await host.Send(TextConsumer.Endpoint, new Text(Guid.NewGuid(), new string('x', 1_000_000)));

        await Eventually.Equal(1_000_000, () => surroundings.Scalar<int>("SELECT length FROM texts"));
        await Eventually.Equal(0, () => surroundings.Scalar<long>("SELECT count(*) FROM factory.large_body"));
        await Eventually.Equal(0, surroundings.InOutbox);
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_dead_letter_with_a_large_body_is_whole(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await surroundings.Scalar<object>(TextConsumer.Table);
        await using var host = await TestHost.Start(surroundings, endpoints => endpoints.Consumer<TextConsumer>(TextConsumer.Endpoint));

        await host.Send(TextConsumer.Endpoint, new Text(Guid.NewGuid(), "poison" + new string('x', 1_000_000)));

        await Eventually.Equal(1, surroundings.DeadLetters);
        var letter = Assert.Single(await host.DeadLetters.List());
        Assert.InRange(letter.Body.Length, 1_000_000, 1_010_000);
        Assert.Equal(0, await surroundings.Scalar<long>("SELECT count(*) FROM factory.large_body"));

        await host.DeadLetters.Retry(letter.Id);
        await Eventually.Equal(1, surroundings.DeadLetters);
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task An_answer_and_a_fault_find_their_way_to_who_asked(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await TestHost.Start(surroundings, endpoints => endpoints.Consumer<QuestionConsumer>(QuestionConsumer.Endpoint));
        var client = host.Services.GetRequiredService<IClientFactory>().CreateRequestClient<Question>(new Uri("exchange:" + QuestionConsumer.Endpoint));

        var answer = await client.GetResponse<Answer>(new Question("Really"));

        Assert.Equal("Really!", answer.Message.Content);
        var fault = await Assert.ThrowsAsync<RequestFaultException>(() => client.GetResponse<Answer>(new Question("")));
        Assert.Equal("Ask something.", fault.Fault!.Exceptions[0].Message);
        await Eventually.Equal(0, surroundings.InOutbox);
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_finished_saga_stays_finished(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await using var host = await Counters.Start(surroundings);
        var (counter, other) = (Guid.NewGuid(), Guid.NewGuid());
        await host.Send(CounterMachine.Endpoint, new Begin(counter));
        await Eventually.Equal("Counting", () => surroundings.CurrentState(counter)!);
        await host.Send(CounterMachine.Endpoint, new Finish(counter));
        await Eventually.Equal("Final", () => surroundings.CurrentState(counter)!);

        await host.Send(CounterMachine.Endpoint, new Begin(counter));
        await host.Send(CounterMachine.Endpoint, new Begin(other));
        await Eventually.Equal("Counting", () => surroundings.CurrentState(other)!);
        await Eventually.Equal(4, () => surroundings.Scalar<long>("SELECT count(*) FROM factory.inbox"));

        Assert.Equal("Final", await surroundings.CurrentState(counter));
        Assert.Equal(1, await surroundings.State(counter, "Begun"));
        Assert.Equal(0, await surroundings.DeadLetters());
    }

    [Fact]
    public async Task Nothing_happens_when_the_work_of_a_transaction_throws()
    {
        var surroundings = await Surroundings.New(Carrier.InMemory);
        await using var host = await Counters.Start(surroundings);
        var stream = Guid.NewGuid();

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Heart.InTransaction(
            async transaction =>
            {
                transaction.Append(stream, "counter", new Counted(1, 1));
                transaction.Send(CounterMachine.Endpoint, new Begin(stream));
                await transaction.Connect(CancellationToken.None);
                throw new InvalidOperationException("Changed my mind.");
            },
            CancellationToken.None));

        Assert.Equal(0, await surroundings.Events(stream));
        Assert.Equal(0, await surroundings.InOutbox());
    }
}
