using Factory.Messaging.Leases;
using Npgsql;

namespace Factory.Messaging.Tests.Leases;

public sealed record Job(Guid Id, Guid Key, string Name)
{
    public static Job New(string name = "job") => new(Guid.NewGuid(), Guid.NewGuid(), name);
}

/// <summary>Work whose every attempt a test decides; what it records is a row per recording.</summary>
internal sealed class ScriptedWork(Func<Job, LeaseContext, CancellationToken, Task> attempt) : ILeasedWork<Job>
{
    private int _underWay;
    private int _most;

    /// <summary>For what a recording would say in a real service; a test may make it throw.</summary>
    public Action<HeartTransaction> AlsoRecord { get; set; } = static _ => { };

    public Signal Begun { get; } = new();

    public int MostUnderWay => _most;

    public Guid Key(Job command) => command.Key;

    public async Task<Recording> Do(Job command, LeaseContext lease, CancellationToken ct)
    {
        Count(Interlocked.Increment(ref _underWay));
        Begun.Add();
        try
        {
            await attempt(command, lease, ct);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }

        return Record(command, $"done in attempt {lease.Attempt}");
    }

    public Recording GiveUp(Job command, Exception error) => Record(command, $"given up: {error.GetType().Name} {error.Message}");

    private Recording Record(Job command, string what) => transaction =>
    {
        AlsoRecord(transaction);
        transaction.Write(new NpgsqlBatchCommand("INSERT INTO public.recorded (job, what) VALUES ($1, $2)") { Parameters = { new() { Value = command.Id }, new() { Value = what } } });
    };

    private void Count(int underWay)
    {
        int most;
        while (underWay > (most = Volatile.Read(ref _most)) && Interlocked.CompareExchange(ref _most, underWay, most) != most)
        {
        }
    }
}

/// <summary>Counts, and lets a test wait for a count.</summary>
internal sealed class Signal
{
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly Lock _gate = new();
    private int _count;

    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    public void Add()
    {
        lock (_gate)
        {
            _count++;
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= _count))
                reached.TrySetResult();
        }
    }

    public Task Reaches(int count)
    {
        lock (_gate)
        {
            if (_count >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task.WaitAsync(TimeSpan.FromMinutes(5));
        }
    }
}
