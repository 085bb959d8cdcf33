using System.Diagnostics;

namespace Factory.Messaging.Outbox;

/// <summary>A message to be sent.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Destination">An endpoint's name, or an absolute address where it is not one of ours.</param>
/// <param name="Body">The envelope.</param>
/// <param name="ContentType">Null for the usual envelope.</param>
/// <param name="Due">Null for now.</param>
/// <param name="ExpiresAt">After this the broker may drop it; null for never.</param>
/// <param name="Attempt">Deliveries that came to nothing: the transport did not take it, or the process that had it ended.</param>
internal sealed record OutboxRow(
    Guid Id, string Destination, byte[] Body, string? ContentType, DateTimeOffset? Due, DateTimeOffset? ExpiresAt, int Attempt)
{
    /// <summary>What the message was sent in, for traces; lost when another process delivers it.</summary>
    public Activity? Parent { get; init; } = Activity.Current;
}
