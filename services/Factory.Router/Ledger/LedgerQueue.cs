namespace Factory.Router.Ledger;

/// <summary>What waits to be written, in the order it came.</summary>
internal sealed class LedgerQueue
{
    /// <summary>More would hold the writers' lock for long.</summary>
    private const int OrdersAtMost = 200;

    private readonly Lock gate = new();
    private readonly Queue<WaitingOrder> orders = new();
    private List<EndedCall> ended = [];
    private List<SliceUse> spent = [];
    private List<SliceState> slices = [];
    private bool fold;
    private bool writing;

    /// <summary>Whether something was settled that no write has folded since.</summary>
    public bool FoldIsDue
    {
        get
        {
            lock (gate)
                return fold;
        }
    }

    public void FoldLater()
    {
        lock (gate)
            fold = true;
    }

    /// <returns>True for the caller that has to begin writing; false where somebody writes already.</returns>
    public bool Add(WaitingOrder order) => Change(() => orders.Enqueue(order));

    public bool Add(IEnumerable<EndedCall> more) => Change(() => ended.AddRange(more));

    public bool Add(IEnumerable<SliceUse> uses, IEnumerable<SliceState> states) => Change(() =>
    {
        spent.AddRange(uses);
        slices.AddRange(states);
    });

    /// <summary>Begins writing even where only a fold is due.</summary>
    public bool Begin() => Change(() => { });

    /// <summary>All that waits; null when nothing does, and then writing has ended.</summary>
    public LedgerBatch? Take()
    {
        lock (gate)
        {
            if (orders.Count + ended.Count + spent.Count + slices.Count == 0 && !fold)
            {
                writing = false;
                return null;
            }

            var taken = new List<WaitingOrder>(Math.Min(orders.Count, OrdersAtMost));
            while (taken.Count < OrdersAtMost && orders.TryDequeue(out var order))
                taken.Add(order);
            var batch = new LedgerBatch(ended, spent, slices, taken);
            (ended, spent, slices, fold) = ([], [], [], false);
            return batch;
        }
    }

    private bool Change(Action change)
    {
        lock (gate)
        {
            change();
            var begins = !writing;
            writing = true;
            return begins;
        }
    }
}
