namespace Factory.Messaging.Leases;

/// <summary>Runs the work of one lane.</summary>
internal sealed class WorkLane<TCommand>(string name, LeasePlaces places, int maxAttempts, ILeasedWork<TCommand> work, LeaseEnds ends)
    : Lane(name, typeof(TCommand).FullName!, places, maxAttempts)
    where TCommand : class
{
    public Guid Key(TCommand command) => work.Key(command);

    public override void Begin(ClaimedLease claimed) =>
        Begin(new HeldLease(claimed.Id, claimed.Attempt, claimed.Key), () => LeaseJson.Read<TCommand>(claimed.Payload));

    public void Begin(HeldLease lease, TCommand command) => Begin(lease, () => command);

    private void Begin(HeldLease lease, Func<TCommand> command)
    {
        Hold(lease);
        // Off the caller's thread: work may compute before it first waits.
        _ = Task.Run(() => Run(lease, command));
    }

    private async Task Run(HeldLease lease, Func<TCommand> command)
    {
        try
        {
            var recording = await Attempt(lease, command());
            lease.Done = true;
            await ends.Record(this, lease, recording);
        }
        catch (Exception error)
        {
            await ends.Fail(this, lease, error);
        }
        finally
        {
            LetGo(lease);
            ends.PlaceFreed();
        }
    }

    private async Task<Recording> Attempt(HeldLease lease, TCommand command)
    {
        if (lease.Attempt > MaxAttempts)
            return work.GiveUp(command, new WorkKeptDying(Name, MaxAttempts));
        try
        {
            return await work.Do(command, new LeaseContext(lease.Id, lease.Attempt, MaxAttempts), lease.Token);
        }
        catch (PermanentFailure failure) when (!lease.Dropped)
        {
            return work.GiveUp(command, failure.InnerException ?? failure);
        }
        catch (Exception error) when (!lease.Dropped && lease.Attempt >= MaxAttempts)
        {
            return work.GiveUp(command, error);
        }
    }
}
