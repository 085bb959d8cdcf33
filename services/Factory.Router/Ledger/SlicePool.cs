namespace Factory.Router.Ledger;

/// <summary>The slices of one account in this process.</summary>
internal sealed class SlicePool(LedgerAccount account, LedgerWriter writer, CallCaps caps, TimeProvider time)
{
    private const int FirstCalls = 32;
    private const int MostCalls = 4096;

    /// <summary>A slice that lasts less long is followed by a larger one.</summary>
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(2);

    /// <summary>What nobody reserved from for this long goes back.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    /// <summary>How long a refusal holds without asking the database again.</summary>
    private static readonly TimeSpan RefusalHolds = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly List<Slice> slices = [];
    private Task<LedgerGrant>? leasing;
    private int size = FirstCalls;
    private long leased;
    private long used;
    private (LedgerGrant Grant, decimal Usd, long At)? refused;

    public bool HasSlices
    {
        get
        {
            lock (gate)
                return slices.Count > 0 || leasing is not null;
        }
    }

    public async ValueTask<SliceAnswer> Lease(SliceCall call, CancellationToken ct)
    {
        while (true)
        {
            var grant = Refused(call) ?? await Leasing(call).WaitAsync(ct);
            if (TryReserve(call) is { } reservation)
                return new SliceAnswer(reservation, null, false);
            if (!grant.Granted)
                return new SliceAnswer(null, grant.Refusal, grant.Held);
        }
    }

    /// <summary>Without waiting; null where no slice holds enough.</summary>
    public SliceReservation? TryReserve(SliceCall call)
    {
        lock (gate)
        {
            used = time.GetTimestamp();
            foreach (var slice in slices)
            {
                if (slice.Reserve(call) is not { } reservation)
                    continue;
                if (leasing is null && !slice.IsTight && slice.IsLow && slice == slices[^1])
                    _ = Leasing(call);
                return reservation;
            }

            return null;
        }
    }

    /// <summary>What was spent and where the slices stand since the last time.</summary>
    /// <returns>Whether slices are left.</returns>
    public bool Drain(List<SliceUse> spent, List<SliceState> states, bool stopping)
    {
        lock (gate)
        {
            var idle = stopping || time.GetElapsedTime(used) > Idle;
            foreach (var slice in slices.ToList())
            {
                if (idle || (slice.IsTight && slice.IsUnused) || (slice.IsSpent && slice != slices[^1]))
                    slice.Retire();
                var (uses, state) = slice.Drain();
                spent.AddRange(uses);
                if (state is null)
                    continue;
                states.Add(state);
                if (state.Released)
                    slices.Remove(slice);
            }

            return slices.Count > 0 || leasing is not null;
        }
    }

    private LedgerGrant? Refused(SliceCall call)
    {
        lock (gate)
            return refused is { } last && last.Usd <= call.Usd && time.GetElapsedTime(last.At) < RefusalHolds ? last.Grant : null;
    }

    private Task<LedgerGrant> Leasing(SliceCall call)
    {
        lock (gate)
            return leasing ??= Task.Run(() => LeaseOne(call));
    }

    private async Task<LedgerGrant> LeaseOne(SliceCall call)
    {
        var order = Order(call);
        try
        {
            var grant = await writer.Reserve(order);
            if (!grant.Granted && GiveBack())
                grant = await writer.Reserve(order);
            lock (gate)
            {
                refused = grant.Granted ? null : (grant, call.Usd, time.GetTimestamp());
                if (grant.Granted)
                    slices.Add(new Slice(order.Id, account, grant, grant.Usd < order.Usd || grant.Calls < order.Calls || grant.Tokens < order.Tokens));
            }

            return grant;
        }
        finally
        {
            lock (gate)
                leasing = null;
        }
    }

    /// <summary>Small rests of several slices may make one that is large enough.</summary>
    private bool GiveBack()
    {
        var (spent, states) = (new List<SliceUse>(), new List<SliceState>());
        Drain(spent, states, stopping: true);
        writer.Spend(spent, states);
        return states.Count > 0;
    }

    private LedgerOrder Order(SliceCall call)
    {
        lock (gate)
        {
            if (leased != 0 && time.GetElapsedTime(leased) < Brief)
                size = Math.Min(MostCalls, size * 2);
            else
                size = Math.Max(FirstCalls, size / 2);
            leased = time.GetTimestamp();
            return new LedgerOrder(Guid.CreateVersion7(), account, "", caps.OfOwners(account, call.PersonCaps), call.Usd * size, call.Usd, call.Tokens * size, call.Tokens)
            {
                Calls = size, Slice = true, Role = call.Role,
            };
        }
    }
}
