using Factory.Contracts.Runs;

namespace Factory.Router.Ledger;

/// <summary>What calls used, as it goes into the ledger.</summary>
internal sealed record LedgerUse(decimal Usd, long InputTokens, long CachedTokens, long OutputTokens, long Calls, long EstimatedCalls)
{
    public static readonly LedgerUse Nothing = new(0, 0, 0, 0, 0, 0);

    public static LedgerUse Of(decimal usd, Usage usage) => new(usd, usage.InputTokens, usage.CachedTokens, usage.OutputTokens, 1, usage.Estimated ? 1 : 0);

    public LedgerUse Plus(LedgerUse other) => new(
        Usd + other.Usd, InputTokens + other.InputTokens, CachedTokens + other.CachedTokens, OutputTokens + other.OutputTokens, Calls + other.Calls, EstimatedCalls + other.EstimatedCalls);
}
