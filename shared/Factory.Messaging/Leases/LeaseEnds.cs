using Factory.History;
using Factory.Messaging.Consuming;
using Factory.Messaging.Nodes;
using Microsoft.Extensions.Logging;

namespace Factory.Messaging.Leases;

/// <summary>How leases end: recorded, tried again, parked, or let go of because they are no longer ours.</summary>
internal sealed partial class LeaseEnds(Heart heart, LeaseStore store, NodeIdentity node, LeaseOptions options, LeaseSignal signal, TimeProvider time, ILogger<LeaseEnds> log) : IDisposable
{
    /// <summary>A recording that loses this many races in a row does not meet a race.</summary>
    private const int MostConflicts = 20;

    private readonly SemaphoreSlim _recordings = new(options.Recordings);

    public void PlaceFreed() => signal.Wake();

    /// <summary>Ends the lease and records, in one transaction. A database that is away is waited for: the result may have cost hours.</summary>
    public async Task Record(Lane lane, HeldLease lease, Recording recording)
    {
        for (var attempt = 1; !lease.Dropped; attempt++)
        {
            try
            {
                await RecordOnce(lease, recording);
                return;
            }
            catch (Exception error) when (LeaseLost.Is(error))
            {
                LogLost(lease.Id, lane.Name);
                return;
            }
            // A recording that expects another version of a stream fails each time: the work's next attempt decides anew. Other races may be won the next time.
            catch (Exception error) when (error is not ConcurrencyConflict && Failure.KindOf(error) is var kind && (kind is FailureKind.Away || (kind is FailureKind.Conflict && attempt < MostConflicts)))
            {
                LogWaits(lease.Id, lane.Name, error.Message);
                await Pause(attempt, lease.Token);
            }
        }
    }

    /// <summary>Work that threw is tried again; what failed on its last attempt, whose giving up could not be recorded either, is parked.</summary>
    public async Task Fail(Lane lane, HeldLease lease, Exception error)
    {
        if (lease.Dropped)
            return;
        try
        {
            if (lease.Attempt >= lane.MaxAttempts)
            {
                LogParked(error, lease.Id, lane.Name);
                await store.Park(lease, error, CancellationToken.None);
                return;
            }

            LogFailed(error, lease.Id, lane.Name, lease.Attempt, lane.MaxAttempts);
            await store.TryAgain(lease, Backoff(lease.Attempt), error, CancellationToken.None);
        }
        catch (Exception away)
        {
            // The keeper finds a lease that the database gives to us and that nobody here works on, and frees it.
            LogNotFreed(away, lease.Id, lane.Name);
        }
    }

    public void Dispose() => _recordings.Dispose();

    private async Task RecordOnce(HeldLease lease, Recording recording)
    {
        await _recordings.WaitAsync();
        try
        {
            await heart.InTransaction(
                transaction =>
                {
                    // First, so that nothing else waits for locks on behalf of a lease that is lost.
                    transaction.Write(LeaseCommands.End(lease, node.Id));
                    recording(transaction);
                    return Task.CompletedTask;
                },
                CancellationToken.None);
        }
        finally
        {
            _recordings.Release();
        }
    }

    private async Task Pause(int attempt, CancellationToken ct)
    {
        var pause = Math.Min(25 * Math.Pow(2, Math.Min(attempt, 10)), 2_000);
        await Task.Delay(TimeSpan.FromMilliseconds(pause), time, ct);
    }

    private TimeSpan Backoff(int attempt)
    {
        var wait = options.FirstRetry * Math.Pow(2, attempt - 1);
        return wait < options.LongestRetry ? wait : options.LongestRetry;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The lease {Lease} on {Lane} was cancelled, taken over or ended before; nothing is recorded.")]
    private partial void LogLost(Guid lease, string lane);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The result of lease {Lease} on {Lane} could not be recorded yet, and is kept: {Why}")]
    private partial void LogWaits(Guid lease, string lane, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease {Lease} on {Lane} failed in attempt {Attempt} of {MaxAttempts} and is tried again.")]
    private partial void LogFailed(Exception error, Guid lease, string lane, int attempt, int maxAttempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lease {Lease} on {Lane} failed for good and its failure could not be recorded; it is a dead letter now.")]
    private partial void LogParked(Exception error, Guid lease, string lane);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease {Lease} on {Lane} could not be given back now; it will be.")]
    private partial void LogNotFreed(Exception error, Guid lease, string lane);
}
