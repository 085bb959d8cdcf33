namespace Factory.Messaging.Leases;

/// <summary>A row that was just claimed.</summary>
/// <param name="Payload">The command as JSON.</param>
internal sealed record ClaimedLease(Guid Id, int Attempt, Guid Key, string Payload);
