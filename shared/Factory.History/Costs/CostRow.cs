namespace Factory.History.Costs;

/// <summary>What model calls cost. Calls of the mechanic are none.</summary>
/// <param name="Name">The model, role, team, mission, day or person; empty for none.</param>
/// <param name="Detail">A mission's title; in a mission's own costs the role's model; else null.</param>
/// <param name="Usd">US dollars that were paid.</param>
/// <param name="InputTokens">All that was read, from caches too.</param>
/// <param name="CachedTokens">Of these, read from a provider's cache.</param>
/// <param name="Calls">Calls that were charged, or would be if they cost anything.</param>
/// <param name="EstimatedCalls">Of these, calls whose provider did not count: their tokens are our estimate.</param>
/// <param name="ReservedUsd">What calls under way may cost.</param>
/// <param name="UnknownUsd">What may have been paid and nobody knows: the process that called died. Not part of <paramref name="Usd"/>.</param>
public sealed record CostRow(
    string Name, string? Detail, decimal Usd, long InputTokens, long CachedTokens, long OutputTokens, long Calls, long EstimatedCalls,
    decimal ReservedUsd, long ReservedCalls, decimal UnknownUsd, long UnknownCalls)
{
    public static readonly CostRow None = new("", null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The sum of both, under this row's name.</summary>
    public CostRow Plus(CostRow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new CostRow(
            Name, Detail, Usd + other.Usd, InputTokens + other.InputTokens, CachedTokens + other.CachedTokens, OutputTokens + other.OutputTokens, Calls + other.Calls,
            EstimatedCalls + other.EstimatedCalls, ReservedUsd + other.ReservedUsd, ReservedCalls + other.ReservedCalls, UnknownUsd + other.UnknownUsd, UnknownCalls + other.UnknownCalls);
    }
}
