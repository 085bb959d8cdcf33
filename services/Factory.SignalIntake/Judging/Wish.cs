using Factory.Contracts.Missions;

namespace Factory.SignalIntake.Judging;

/// <summary>What a delivery asks for.</summary>
/// <param name="Key">The same for deliveries that ask for the same: they cause one mission.</param>
/// <param name="Repository">The sender's name for it; null where it has none.</param>
/// <param name="Text">Untrusted: what people wrote, and where it was.</param>
internal sealed record Wish(string Key, MissionKind Kind, string? Repository, string Title, string Text);

/// <summary>What was read of a delivery: what it asks for, or why it asks for nothing.</summary>
/// <param name="Verdict">ignored, held or rejected; null where there is a wish.</param>
internal sealed record ReadDelivery(Wish? Wish, string? Verdict, string Why)
{
    public static ReadDelivery Asks(Wish wish, string why) => new(wish, null, why);

    public static ReadDelivery Not(string verdict, string why) => new(null, verdict, why);
}
