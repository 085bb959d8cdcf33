using Factory.Contracts.Runs;

namespace Factory.Router.Ledger;

/// <summary>The money of one call, out of a slice. Disposing of it releases what was not settled.</summary>
internal sealed class SliceReservation(Slice slice, SliceCall call) : IDisposable
{
    private int ended;

    /// <summary>What the call cost. Waits for nothing; settling twice changes nothing.</summary>
    /// <param name="counted">As the provider counted; null where it did not, and then what was reserved is taken as used and marked as estimated.</param>
    /// <returns>What was booked: as it was counted, or an estimate where that cannot be.</returns>
    public Usage Settle(Usage? counted)
    {
        var usage = counted is null ? call.Estimate : UsageCheck.Sane(counted, call.Estimate, call.Model);
        End(LedgerUse.Of(call.Model.Price.Of(usage), usage));
        return usage;
    }

    /// <summary>The call was not made, or is not charged.</summary>
    public void Dispose() => End(null);

    private void End(LedgerUse? use)
    {
        if (Interlocked.Exchange(ref ended, 1) == 0)
            slice.End(call, use);
    }
}
