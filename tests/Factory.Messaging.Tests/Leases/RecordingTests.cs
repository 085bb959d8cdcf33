using Factory.History;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Factory.Messaging.Tests.Leases;

public sealed class RecordingTests
{
    [Fact]
    public async Task Work_is_done_outside_of_any_transaction_and_recorded_with_the_end_of_its_lease()
    {
        await using var database = await LeaseDatabase.New();
        var gate = new TaskCompletionSource();
        var work = new ScriptedWork((_, _, _) => gate.Task);
        await using var host = await LeaseHost.Start(database.ConnectionString, work);
        var job = Job.New();

        await host.Send(job);
        await work.Begun.Reaches(1);

        Assert.Equal(1, await database.Count("factory.lease"));
        Assert.Equal(0, await database.Count("pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"));
        gate.SetResult();
        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(job));
    }

    [Fact]
    public async Task Work_that_only_this_process_does_needs_no_message_and_begins_with_the_commit()
    {
        await using var database = await LeaseDatabase.New();
        var work = new ScriptedWork((_, _, _) => Task.CompletedTask);
        await using var host = await LeaseHost.Start(database.ConnectionString, work);
        var (undone, job) = (Job.New(), Job.New());

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Services.GetRequiredService<Heart>().InTransaction(
            transaction =>
            {
                transaction.Send(LeaseHost.Lane, undone);
                throw new InvalidOperationException("decided otherwise");
            },
            CancellationToken.None));
        await host.Send(job);

        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(job));
        Assert.Equal(1, work.Begun.Count);
        Assert.Equal(0, await database.Count("factory.inbox"));
    }

    [Fact]
    public async Task A_command_with_a_character_that_the_database_cannot_hold_is_done_all_the_same()
    {
        await using var database = await LeaseDatabase.New();
        await using var host = await LeaseHost.Start(database.ConnectionString, new ScriptedWork((_, _, _) => Task.CompletedTask));
        var job = Job.New("a\0b");

        await host.Send(job);

        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(job));
    }

    [Fact]
    public async Task A_recording_that_expected_another_version_of_a_stream_is_decided_anew_and_not_repeated()
    {
        await using var database = await LeaseDatabase.New();
        var (work, recordings) = (new ScriptedWork((_, _, _) => Task.CompletedTask), 0);
        work.AlsoRecord = transaction =>
        {
            if (Interlocked.Increment(ref recordings) == 1)
                throw ConcurrencyConflict.From(new PostgresException("somebody appended in between", "ERROR", "ERROR", ConcurrencyConflict.SqlState))!;
        };
        await using var host = await LeaseHost.Start(database.ConnectionString, work);
        var job = Job.New();

        await host.Send(job);

        Assert.Equal(["done in attempt 2"], await database.RecordedAtTheEnd(job));
        Assert.Equal(2, recordings);
    }

    [Fact]
    public async Task A_failed_attempt_is_tried_again_and_counted()
    {
        await using var database = await LeaseDatabase.New();
        var work = new ScriptedWork((_, lease, _) => lease.Attempt < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask);
        await using var host = await LeaseHost.Start(database.ConnectionString, work);
        var job = Job.New();

        await host.Send(job);

        Assert.Equal(["done in attempt 3"], await database.RecordedAtTheEnd(job));
        Assert.Equal(3, work.Begun.Count);
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_given_up()
    {
        await using var database = await LeaseDatabase.New();
        var work = new ScriptedWork((_, _, _) => throw new InvalidOperationException("never"));
        await using var host = await LeaseHost.Start(database.ConnectionString, work, new() { MaxAttempts = 2 });
        var job = Job.New();

        await host.Send(job);

        Assert.Equal(["given up: InvalidOperationException never"], await database.RecordedAtTheEnd(job));
        Assert.Equal(2, work.Begun.Count);
    }

    [Fact]
    public async Task A_permanent_failure_is_given_up_at_once()
    {
        await using var database = await LeaseDatabase.New();
        var work = new ScriptedWork((_, _, _) => throw new Messaging.Leases.PermanentFailure("no such model"));
        await using var host = await LeaseHost.Start(database.ConnectionString, work);
        var job = Job.New();

        await host.Send(job);

        Assert.Equal(["given up: PermanentFailure no such model"], await database.RecordedAtTheEnd(job));
        Assert.Equal(1, work.Begun.Count);
    }

    [Fact]
    public async Task What_cannot_even_be_given_up_is_kept_with_the_reason()
    {
        await using var database = await LeaseDatabase.New();
        var work = new ScriptedWork((_, _, _) => Task.CompletedTask) { AlsoRecord = _ => throw new InvalidOperationException("the recording is wrong") };
        await using var host = await LeaseHost.Start(database.ConnectionString, work, new() { MaxAttempts = 2 });

        await host.Send(Job.New());

        await LeaseDatabase.Until(async () => await database.Count("factory.lease WHERE due_at = 'infinity'") == 1);
        Assert.Equal(["InvalidOperationException: the recording is wrong"], await database.Strings("SELECT error FROM factory.lease"));
        Assert.Equal(0, await database.Count("public.recorded"));
    }

    [Fact]
    public async Task What_could_not_even_be_given_up_is_a_dead_letter_and_done_when_it_is_retried()
    {
        await using var database = await LeaseDatabase.New();
        var work = new ScriptedWork((_, _, _) => Task.CompletedTask) { AlsoRecord = _ => throw new InvalidOperationException("the recording: is wrong") };
        await using var host = await LeaseHost.Start(database.ConnectionString, work, new() { MaxAttempts = 2 });
        var (letters, job) = (host.Services.GetRequiredService<DeadLetters.DeadLetters>(), Job.New());
        await host.Send(job);
        await LeaseDatabase.Until(async () => (await letters.List()).Count == 1);

        var letter = (await letters.List())[0];
        Assert.Equal((LeaseHost.Lane, "Factory.Messaging.Tests.Leases:Job", "InvalidOperationException", "the recording: is wrong"), (letter.Endpoint, letter.MessageType, letter.ExceptionType, letter.ExceptionMessage));
        Assert.Contains($"{job.Id}", letter.Body, StringComparison.Ordinal);

        work.AlsoRecord = _ => { };
        Assert.True(await letters.Retry(letter.Id));

        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(job));
        Assert.Empty(await letters.List());
        Assert.False(await letters.Retry(letter.Id));
    }
}
