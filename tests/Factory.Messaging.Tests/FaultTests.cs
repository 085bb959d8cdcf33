using Factory.Messaging.Nodes;
using Factory.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Factory.Messaging.Tests;

/// <summary>Servers and processes that are killed in the middle of the work.</summary>
public sealed class FaultTests
{
    private const int Messages = 400;

    /// <summary>They may all hit the same message; at the usual limit it would rightly be a dead letter.</summary>
    private const int Kills = 4;

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_process_that_is_killed_again_and_again_loses_nothing_and_repeats_nothing(Carrier carrier)
    {
        var surroundings = await Surroundings.New(carrier);
        await surroundings.Scalar<object>(TotalsConsumer.Table);
        var counters = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToList();
        var random = new Random(11);
        using (await ChildProcess.Start(surroundings))
            await Fill(surroundings, counters);

        for (var i = 0; i < Kills; i++)
        {
            using var process = await ChildProcess.Start(surroundings, crashLimit: Kills + 1);
            var handled = await surroundings.Scalar<long>("SELECT count(*) FROM factory.inbox");
            // Killed while it works: some way on, wherever that is.
            await Eventually.Equal(true, async () => await surroundings.Scalar<long>("SELECT count(*) FROM factory.inbox") > handled + random.Next(60)
                || await surroundings.InOutbox() == 0);
            process.Kill();
        }

        using (await ChildProcess.Start(surroundings, crashLimit: Kills + 1))
            await AssertAllCounted(surroundings, counters);
    }

    [Fact]
    public async Task A_broker_that_is_killed_in_the_middle_loses_nothing_and_repeats_nothing()
    {
        await using var broker = await PrivateRabbitMq.Start(new RabbitMqOptions { DataFolder = Path.Combine(TestServers.NewFolder(), "rabbitmq") });
        var surroundings = new Surroundings(await TestServers.Database(), broker.Uri);
        var counters = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToList();
        await using var host = await Counters.Start(surroundings);
        await Fill(surroundings, counters);
        await Eventually.Equal(true, async () => await surroundings.Scalar<long>("SELECT count(*) FROM totals") > 20);

        await broker.Kill();
        await broker.Restart();

        await AssertAllCounted(surroundings, counters);
    }

    [Theory, InlineData(Carrier.InMemory), InlineData(Carrier.RabbitMq)]
    public async Task A_database_that_is_killed_in_the_middle_and_away_for_a_while_loses_nothing_and_repeats_nothing(Carrier carrier)
    {
        await using var postgres = await PrivatePostgres.Start(new PostgresOptions { DataFolder = Path.Combine(TestServers.NewFolder(), "postgres") });
        var shared = await Surroundings.New(carrier);
        var surroundings = shared with { Postgres = await postgres.EnsureDatabase("factory") };
        var counters = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToList();
        await using var host = await Counters.Start(surroundings);
        await Fill(surroundings, counters);
        await Eventually.Equal(true, async () => await surroundings.Scalar<long>("SELECT count(*) FROM totals") > 20);

        await postgres.Kill();
        using (var away = new PeriodicTimer(TimeSpan.FromSeconds(11)))
            await away.WaitForNextTickAsync();
        await postgres.Restart();

        await AssertAllCounted(surroundings, counters);
    }

    [Fact]
    public async Task A_message_in_memory_whose_claim_committed_while_its_answer_was_lost_is_delivered()
    {
        var surroundings = await Surroundings.New(Carrier.InMemory);
        await using var host = await Counters.Start(surroundings);
        await using (var connection = new NpgsqlConnection(surroundings.Postgres))
        {
            await connection.OpenAsync();
            await Insert(connection, new Begin(Guid.NewGuid()), 3600);
        }

        await surroundings.Scalar<object>("UPDATE factory.outbox SET due_at = now(), node = $1", host.Services.GetRequiredService<NodeIdentity>().Id);
        for (var i = 0; i < 3; i++)
        {
            await EndSessions(surroundings);
            using var polls = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
            await polls.WaitForNextTickAsync();
        }

        await Eventually.Equal(1, () => surroundings.Scalar<long>("SELECT count(*) FROM factory.saga"));
        await Eventually.Equal(0, surroundings.InOutbox);
    }

    [Fact]
    public async Task Sessions_that_the_database_ends_again_and_again_lose_nothing_and_repeat_nothing()
    {
        var surroundings = await Surroundings.New(Carrier.RabbitMq);
        var counters = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToList();
        await using var host = await Counters.Start(surroundings);
        await Fill(surroundings, counters);

        for (var i = 0; i < 15; i++)
        {
            var heard = await surroundings.Scalar<long>("SELECT count(*) FROM totals");
            await Eventually.Equal(true, async () => await surroundings.Scalar<long>("SELECT count(*) FROM totals") is var now && (now > heard + 5 || now >= Messages));
            await EndSessions(surroundings);
            NpgsqlConnection.ClearAllPools();
        }

        await AssertAllCounted(surroundings, counters);
    }

    private static Task<object?> EndSessions(Surroundings surroundings) =>
        surroundings.Scalar<object>("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    /// <summary>Straight into the outbox: what is sent does not depend on what is killed. What is to be added waits for its saga, without which it would be a dead letter.</summary>
    private static async Task Fill(Surroundings surroundings, List<Guid> counters)
    {
        await using var connection = new NpgsqlConnection(surroundings.Postgres);
        await connection.OpenAsync();
        foreach (var counter in counters)
            await Insert(connection, new Begin(counter), 0);
        await Eventually.Equal(counters.Count, () => surroundings.Scalar<long>("SELECT count(*) FROM factory.saga"));
        // All at once: most of them are there still when something is killed.
        await using var transaction = await connection.BeginTransactionAsync();
        for (var i = 0; i < Messages; i++)
            await Insert(connection, new Add(counters[i % counters.Count], i), 0);
        await transaction.CommitAsync();
    }

    private static async Task Insert<T>(NpgsqlConnection connection, T message, double delay)
        where T : class
    {
        var id = Guid.NewGuid();
        await using var command = new NpgsqlCommand(
            "INSERT INTO factory.outbox (id, destination, body, due_at) VALUES ($1, $2, $3, now() + make_interval(secs => $4))", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = id },
                new NpgsqlParameter<string> { TypedValue = CounterMachine.Endpoint },
                new NpgsqlParameter<byte[]> { TypedValue = Outbox.Envelope.Write(id, message, id, TimeProvider.System.GetUtcNow()) },
                new NpgsqlParameter<double> { TypedValue = delay },
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task AssertAllCounted(Surroundings surroundings, List<Guid> counters)
    {
        await Eventually.Equal((Messages, ""), async () => (await surroundings.Scalar<long>("SELECT count(*) FROM totals"), await surroundings.WhyDead()));
        await Eventually.Equal(0, surroundings.InOutbox);
        Assert.Equal(Messages * (Messages - 1) / 2, await surroundings.Scalar<long>("SELECT sum((state->>'Total')::int) FROM factory.saga"));
        Assert.Equal(Messages, await surroundings.Scalar<long>("SELECT count(*) FROM history.mt_events"));
        Assert.Equal(counters.Count, await surroundings.Scalar<long>("SELECT count(*) FROM factory.saga WHERE (state->>'Begun')::int = 1"));
        Assert.Equal(0, await surroundings.DeadLetters());
    }
}
