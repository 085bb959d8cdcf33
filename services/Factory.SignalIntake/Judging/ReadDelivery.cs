using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Slack;

namespace Factory.SignalIntake.Judging;

/// <summary>What was read of a delivery: what it asks for, what it tells, or why nothing comes of it.</summary>
/// <param name="Verdict">ignored, held or rejected; null where something comes of it.</param>
internal sealed record ReadDelivery(string? Verdict, string Why)
{
    /// <summary>The mission that it asks for; null for none.</summary>
    public Wish? Wish { get; init; }

    /// <summary>What it tells of pull requests; empty for nothing.</summary>
    public IReadOnlyList<Telling> Tellings { get; init; } = [];

    /// <summary>What is to become of a mission that is under way, said in a chat; null for nothing.</summary>
    public SlackOrder? SlackOrder { get; init; }

    public static ReadDelivery Asks(Wish wish, string why) => new(null, why) { Wish = wish };

    public static ReadDelivery Tells(string why, params IReadOnlyList<Telling> tellings) => new(null, why) { Tellings = tellings };

    public static ReadDelivery Not(string verdict, string why) => new(verdict, why);

    public static ReadDelivery Ignored(string why) => Not(DeliveryVerdict.Ignored, why);
}
