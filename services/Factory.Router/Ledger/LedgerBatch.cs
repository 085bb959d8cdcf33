namespace Factory.Router.Ledger;

/// <summary>What is written to the ledger in one transaction.</summary>
internal sealed record LedgerBatch(
    IReadOnlyList<EndedCall> Ended, IReadOnlyList<SliceUse> Spent, IReadOnlyList<SliceState> Slices, IReadOnlyList<WaitingOrder> Orders)
{
    public bool IsSingle => Ended.Count + Spent.Count + Slices.Count + Orders.Count < 2;

    /// <summary>Each part by itself, so that one that the database refuses does not take the others with it.</summary>
    public IEnumerable<LedgerBatch> Singles() =>
        Ended.Select(ended => new LedgerBatch([ended], [], [], []))
            .Concat(Spent.Select(spent => new LedgerBatch([], [spent], [], [])))
            .Concat(Slices.Select(slice => new LedgerBatch([], [], [slice], [])))
            .Concat(Orders.Select(order => new LedgerBatch([], [], [], [order])));
}
