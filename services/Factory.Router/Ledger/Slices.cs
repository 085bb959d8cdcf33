using System.Collections.Concurrent;

namespace Factory.Router.Ledger;

/// <summary>
/// The money of calls that come fast: each process leases a slice of an account's budget, reserves from it in memory and writes what was spent in batches. A call waits for
/// the database only when a slice is used up before the next one has come. What a process had under way when it died is shown as unknown; the rest of its slices comes back.
/// </summary>
internal sealed class Slices(LedgerWriter writer, CallCaps caps, TimeProvider time) : IHostedService
{
    /// <summary>What a process that is killed has not written is this old at most.</summary>
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Two keys of one name may have different budgets: what is leased under one is not spent under the other.</summary>
    private readonly ConcurrentDictionary<(LedgerAccount Account, Cap? Person), SlicePool> pools = new();
    private int flushing;
    private volatile bool stopping;

    /// <summary>Reserves what a call may cost. The answer is at hand at once as long as the account's slice holds enough.</summary>
    /// <exception cref="Npgsql.NpgsqlException">A slice was needed, and the database was away.</exception>
    public ValueTask<SliceAnswer> Reserve(SliceCall call, CancellationToken ct)
    {
        if (!call.Model.Price.IsKnown)
            return ValueTask.FromResult(new SliceAnswer(null, UnknownPrice.Of(call.Model), false));
        var pool = pools.GetOrAdd((call.Account, call.PersonCaps.Count > 0 ? call.PersonCaps[0] : null), static (key, slices) => slices.Pool(key.Account), this);
        if (Interlocked.Exchange(ref flushing, 1) == 0)
            _ = FlushUntilIdle();
        return pool.TryReserve(call) is { } reservation ? ValueTask.FromResult(new SliceAnswer(reservation, null, false)) : pool.Lease(call, ct);
    }

    /// <summary>Writes what was spent since the last time.</summary>
    /// <returns>Whether there is more to come.</returns>
    public bool Flush()
    {
        var (spent, states, more) = (new List<SliceUse>(), new List<SliceState>(), false);
        foreach (var pool in pools.Values)
            more |= pool.Drain(spent, states, stopping);
        if (states.Count > 0)
            writer.Spend(spent, states);
        return more;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        Flush();
        await writer.Flush();
    }

    private SlicePool Pool(LedgerAccount account) => new(account, writer, caps, time);

    private async Task FlushUntilIdle()
    {
        do
        {
            do
            {
                await Task.Delay(FlushInterval, time);
            }
            while (Flush());

            flushing = 0;
        }
        while (pools.Values.Any(pool => pool.HasSlices) && Interlocked.Exchange(ref flushing, 1) == 0);
    }
}
