using Factory.Contracts.History;
using Factory.History;
using Microsoft.Extensions.Caching.Memory;

namespace Factory.Router.Ledger;

/// <summary>What missions may cost, as history says. Kept for a minute, and read again before a call is refused.</summary>
internal sealed class MissionCaps(EventStore events) : IDisposable
{
    private const int Missions = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly MemoryCache caps = new(new MemoryCacheOptions { SizeLimit = Missions });

    /// <summary>Null where history knows no such mission.</summary>
    public ValueTask<Cap?> Of(Guid mission, CancellationToken ct) =>
        caps.TryGetValue(mission, out Cap? cap) ? ValueTask.FromResult(cap) : new ValueTask<Cap?>(Read(mission, ct));

    public void Forget(Guid mission) => caps.Remove(mission);

    public void Dispose() => caps.Dispose();

    private async Task<Cap?> Read(Guid mission, CancellationToken ct)
    {
        var folded = await events.Fold(mission, default(Cap?), Apply, ct: ct);

        // One that is not there yet may begin at any time.
        if (folded.State is not null)
            caps.Set(mission, folded.State, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
        return folded.State;
    }

    private static Cap? Apply(Cap? cap, object happened) => happened switch
    {
        MissionStarted started => new Cap(CapPeriod.Total, started.Limits.Usd),
        MissionLimitsChanged changed => new Cap(CapPeriod.Total, changed.Limits.Usd),
        _ => cap,
    };
}
