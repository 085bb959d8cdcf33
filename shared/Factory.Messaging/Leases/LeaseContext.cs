namespace Factory.Messaging.Leases;

/// <param name="Id">The lease; the same for all its attempts, and so an idempotency key for outside effects.</param>
/// <param name="Attempt">1 for the first. Counted when the work is begun, so that work which kills its process counts, too.</param>
/// <param name="MaxAttempts">After this many failed attempts <c>GiveUp</c> is recorded.</param>
public sealed record LeaseContext(Guid Id, int Attempt, int MaxAttempts);
