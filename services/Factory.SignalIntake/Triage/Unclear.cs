using Factory.SignalIntake.Judging;

namespace Factory.SignalIntake.Triage;

/// <summary>A delivery of somebody who may cause work, of which the rules cannot tell what it asks for.</summary>
/// <param name="Wish">What it asks for, but for what is unclear.</param>
/// <param name="Why">The beginning of the reason where something comes of it.</param>
internal sealed record Unclear(Wish Wish, string Why)
{
    /// <summary>Whether the rules know the kind, so that only the repository is unclear.</summary>
    public bool KnowsKind { get; init; }
}
