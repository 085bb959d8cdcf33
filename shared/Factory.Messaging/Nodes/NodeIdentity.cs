namespace Factory.Messaging.Nodes;

/// <summary>This incarnation of this process: what leases and outbox rows under way are marked with. A restart is another node.</summary>
public sealed class NodeIdentity
{
    public Guid Id { get; } = Guid.CreateVersion7();
}
