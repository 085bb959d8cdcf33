namespace Factory.Messaging.Leases;

/// <summary>How much leased work may be under way at once in this process; several lanes may share one, for example all that open workspaces on one computer.</summary>
/// <param name="limit">Asked whenever work could begin: what may be under way at this moment. Must be quick and not throw; 0 or less means none.</param>
public sealed class LeasePlaces(Func<int> limit)
{
    /// <param name="limit">What may be under way at once, 1 or more.</param>
    public LeasePlaces(int limit)
        : this(() => limit) => ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);

    /// <summary>Guards the places, and what the lanes that share them hold.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>How many are taken by all lanes together; under the gate.</summary>
    internal int Taken { get; set; }

    /// <summary>How many are free; under the gate.</summary>
    internal int Free => Math.Max(0, limit() - Taken);
}
