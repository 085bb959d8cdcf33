using Factory.SignalIntake.Receiving;

namespace Factory.SignalIntake.Deliveries;

/// <summary>What was made of a delivery, for people.</summary>
/// <param name="Verdict">accepted, duplicate, ignored, held or rejected.</param>
/// <param name="SignalId">The signal that it became, or is a duplicate of.</param>
internal sealed record DeliveryVerdict(string Verdict, string Why, string? Title = null, Guid? SignalId = null)
{
    private const int LongestWhy = 1_000;

    public const string Accepted = "accepted";
    public const string Duplicate = "duplicate";
    public const string Ignored = "ignored";
    public const string Held = "held";
    public const string Rejected = "rejected";

    /// <summary>Quotes what was sent: one text that the database refuses would take the verdicts of all that are judged with it.</summary>
    public string Why { get; } = SignalChecks.LineOf(Why, LongestWhy);

    public string? Title { get; } = Title is null ? null : SignalChecks.TitleOf(Title);
}
