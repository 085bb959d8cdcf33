using Factory.Messaging.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Messaging.Leases;

/// <summary>Turns commands into leased rows. Where a place is free the row is claimed from the start, and begun after the commit.</summary>
internal sealed class LeaseBeginnings(IServiceProvider services, BusTransport transport, EndpointRegistrar endpoints, NodeIdentity node, LeaseSignal signal)
{
    // Lanes work through the heart, and the heart asks for this.
    private readonly Lazy<Lanes?> _lanes = new(services.GetService<Lanes>);

    /// <summary>
    /// Work that no other process could do becomes its lease in the very transaction that asks for it: without a message and a transaction in between.
    /// False where the command has to be sent.
    /// </summary>
    public bool TryBeginHere<TCommand>(HeartTransaction transaction, string endpoint, Guid id, TCommand command)
        where TCommand : class
    {
        if (!transport.ConsumerDeletesRow && !endpoints.IsTemporary(endpoint))
            return false;
        if (_lanes.Value?.Find<TCommand>(endpoint) is not { } lane)
            return false;
        Begin(transaction, lane, id, command);
        return true;
    }

    /// <param name="id">The lease's, an idempotency key.</param>
    public void Begin<TCommand>(HeartTransaction transaction, WorkLane<TCommand> lane, Guid id, TCommand command)
        where TCommand : class
    {
        var lease = new HeldLease(id, 1, lane.Key(command));
        var begins = lane.Expect(lease);
        transaction.OnEnd(committed => Ended(lane, lease, command, begins, committed));
        transaction.Write(LeaseCommands.Insert(lease.Id, lane, lease.Key, LeaseJson.Write(command), begins ? node.Id : null));
    }

    private void Ended<TCommand>(WorkLane<TCommand> lane, HeldLease lease, TCommand command, bool begins, bool committed)
        where TCommand : class
    {
        if (begins && committed)
        {
            lane.Begin(lease, command);
            return;
        }

        if (begins)
            lane.Forget(lease);
        lane.IsBacklogged |= committed;
        signal.Wake();
    }
}
