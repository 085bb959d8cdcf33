namespace Factory.Messaging.Leases;

/// <summary>A lease that this process holds, from claim to recording. This, the command and the work's own state are all that a wait costs.</summary>
/// <remarks>Its token source has no timer and no parent, so there is nothing to dispose of.</remarks>
#pragma warning disable CA1001
internal sealed class HeldLease(Guid id, int attempt, Guid key)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _cancellation = new();

    public Guid Id => id;

    public int Attempt => attempt;

    public Guid Key => key;

    public CancellationToken Token => _cancellation.Token;

    /// <summary>The lease is gone, or about to be given back: nothing may be recorded for it.</summary>
    public bool Dropped { get; private set; }

    /// <summary>The work is done and only its recording is due: that is worth trying for as long as the database does not refuse it.</summary>
    public bool Done { get; set; }

    public void Drop()
    {
        Dropped = true;
        _cancellation.Cancel();
    }
}
