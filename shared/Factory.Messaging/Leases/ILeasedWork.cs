namespace Factory.Messaging.Leases;

/// <summary>
/// Work that is waited for: a model call, a test run, tools, a call to a forge. A command becomes a leased row in the transaction that handles its
/// message; then <see cref="Do"/> runs outside of any transaction, holding no connection and no message, and what it returns is recorded in one
/// transaction with the row's deletion. If its process dies, another takes it over: <see cref="Do"/> may run more than once, its recording happens once at most.
/// One instance serves all leases of a process; it is a singleton.
/// </summary>
public interface ILeasedWork<in TCommand>
    where TCommand : class
{
    /// <summary>What cancels it, for example the run's id (see <see cref="HeartTransaction.CancelWork"/>).</summary>
    Guid Key(TCommand command);

    /// <summary>Does the work. May run for days; thousands may be under way at once.</summary>
    /// <param name="ct">Cancelled when the lease is gone: then nothing is recorded, whatever is returned or thrown. Also shortly after this process begins to stop: then another does the work.</param>
    /// <returns>What is recorded, and said, about it.</returns>
    /// <exception cref="PermanentFailure">Trying again is of no use: <see cref="GiveUp"/> is recorded at once. Any other exception is tried again, with back-off.</exception>
    Task<Recording> Do(TCommand command, LeaseContext lease, CancellationToken ct);

    /// <summary>What is recorded when the work failed for good: after the last attempt, or a <see cref="PermanentFailure"/>.</summary>
    /// <param name="error">Why: the last attempt's exception, what a <see cref="PermanentFailure"/> carried, or <see cref="WorkKeptDying"/>.</param>
    Recording GiveUp(TCommand command, Exception error);
}

/// <summary>What is recorded about a piece of work, in one transaction with the end of its lease. It may be called again when the transaction has to be tried again.</summary>
public delegate void Recording(HeartTransaction transaction);
