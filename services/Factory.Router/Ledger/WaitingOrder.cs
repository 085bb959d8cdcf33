namespace Factory.Router.Ledger;

/// <summary>A reservation that somebody waits for.</summary>
internal sealed class WaitingOrder(LedgerOrder order)
{
    private readonly TaskCompletionSource<LedgerGrant> grant = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LedgerOrder Order => order;

    public Task<LedgerGrant> Grant => grant.Task;

    public void Answer(LedgerGrant answer) => grant.TrySetResult(answer);

    public void Fail(Exception error) => grant.TrySetException(error);
}
