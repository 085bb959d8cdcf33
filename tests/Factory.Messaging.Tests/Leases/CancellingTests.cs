namespace Factory.Messaging.Tests.Leases;

public sealed class CancellingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelled_work_is_told_so_and_records_nothing(bool bySameProcess)
    {
        await using var database = await LeaseDatabase.New();
        var cancelled = new Signal();
        var work = new ScriptedWork(async (_, _, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled.Add();
        });
        await using var host = await LeaseHost.Start(database.ConnectionString, work);
        await using var other = await LeaseHost.Start(database.ConnectionString, new ScriptedWork((_, _, _) => Task.CompletedTask), new() { Limit = 1 });
        var job = Job.New();
        await host.Send(job);
        await work.Begun.Reaches(1);

        await (bySameProcess ? host : other).Cancel(job.Key);
        await cancelled.Reaches(1);
        await host.Stop();

        Assert.Equal(0, await database.Count("factory.lease"));
        Assert.Empty(await database.Recorded(job));
    }

    [Fact]
    public async Task Only_the_work_with_that_key_is_cancelled()
    {
        await using var database = await LeaseDatabase.New();
        var gate = new TaskCompletionSource();
        var work = new ScriptedWork((_, _, ct) => gate.Task.WaitAsync(ct));
        await using var host = await LeaseHost.Start(database.ConnectionString, work);
        var (cancelled, kept) = (Job.New(), Job.New());
        await host.Send(cancelled, kept);
        await work.Begun.Reaches(2);

        await host.Cancel(cancelled.Key);
        gate.SetResult();

        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(kept));
        Assert.Empty(await database.Recorded(cancelled));
    }

    [Fact]
    public async Task Work_that_still_waits_for_a_place_is_cancelled_too()
    {
        await using var database = await LeaseDatabase.New();
        var gate = new TaskCompletionSource();
        var work = new ScriptedWork((_, _, _) => gate.Task);
        await using var host = await LeaseHost.Start(database.ConnectionString, work, new() { Limit = 1 });
        var (first, waiting) = (Job.New(), Job.New());
        await host.Send(first);
        await work.Begun.Reaches(1);
        await host.Send(waiting);
        await LeaseDatabase.Until(async () => await database.Count("factory.lease") == 2);

        await host.Cancel(waiting.Key);
        gate.SetResult();

        Assert.Equal(["done in attempt 1"], await database.RecordedAtTheEnd(first));
        Assert.Equal(1, work.Begun.Count);
    }
}
