namespace Factory.Messaging.Leases;

/// <summary>One kind of leased work at one endpoint: its places (of its own, or shared with other lanes), and what of it this process holds.</summary>
internal abstract class Lane(string name, string kind, LeasePlaces places, int maxAttempts)
{
    public const int DefaultAttempts = 5;

    private readonly Lock _gate = places.Gate;
    private readonly HashSet<HeldLease> _held = [];
    private readonly HashSet<HeldLease> _expected = [];
    private int _reserved;
    private bool _closed;

    public string Name => name;

    public string Kind => kind;

    public int MaxAttempts => maxAttempts;

    /// <summary>Work waits in the database: what comes now queues behind it.</summary>
    public bool IsBacklogged { get; set; }

    private int FreeUnderGate => _closed ? 0 : places.Free;

    /// <summary>Takes all free places, to be given back with <see cref="Return"/> or filled with <see cref="Begin"/>.</summary>
    public int Reserve()
    {
        lock (_gate)
        {
            var reserved = FreeUnderGate;
            _reserved += reserved;
            places.Taken += reserved;
            return reserved;
        }
    }

    public void Return(int reserved)
    {
        lock (_gate)
        {
            _reserved -= reserved;
            places.Taken -= reserved;
        }
    }

    /// <summary>Takes a place for a lease that the transaction under way is about to claim. False where it has to wait for its turn.</summary>
    public bool Expect(HeldLease lease)
    {
        lock (_gate)
        {
            if (IsBacklogged || FreeUnderGate == 0 || !_expected.Add(lease))
                return false;
            places.Taken++;
            return true;
        }
    }

    /// <summary>The transaction did not commit, or not to our knowledge.</summary>
    public void Forget(HeldLease lease)
    {
        lock (_gate)
        {
            if (_expected.Remove(lease))
                places.Taken--;
        }
    }

    /// <summary>Whether this process has anything to do with leases now.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return _held.Count + _expected.Count + _reserved == 0;
        }
    }

    /// <summary>All that may rightly be this process's in the database.</summary>
    public IReadOnlyList<Guid> Known()
    {
        lock (_gate)
            return [.. _held.Concat(_expected).Select(lease => lease.Id)];
    }

    /// <summary>No more work begins; what is under way goes on.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;
    }

    public IReadOnlyList<HeldLease> Held()
    {
        lock (_gate)
            return [.. _held];
    }

    public void DropKey(Guid key)
    {
        foreach (var lease in Held().Where(lease => lease.Key == key))
            lease.Drop();
    }

    /// <summary>Begins what was claimed, on a place that was reserved for it.</summary>
    public abstract void Begin(ClaimedLease claimed);

    protected void Hold(HeldLease lease)
    {
        lock (_gate)
        {
            if (!_expected.Remove(lease))
                _reserved--;
            _held.Add(lease);
        }
    }

    protected void LetGo(HeldLease lease)
    {
        lock (_gate)
        {
            if (_held.Remove(lease))
                places.Taken--;
        }
    }
}
