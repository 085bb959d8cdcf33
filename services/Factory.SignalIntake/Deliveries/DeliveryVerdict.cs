namespace Factory.SignalIntake.Deliveries;

/// <summary>What was made of a delivery, for people.</summary>
/// <param name="Verdict">accepted, duplicate, ignored, held or rejected.</param>
/// <param name="SignalId">The signal that it became, or is a duplicate of.</param>
internal sealed record DeliveryVerdict(string Verdict, string Why, string? Title = null, Guid? SignalId = null)
{
    public const string Accepted = "accepted";
    public const string Duplicate = "duplicate";
    public const string Ignored = "ignored";
    public const string Held = "held";
    public const string Rejected = "rejected";
}
