namespace Factory.Router.Ledger;

/// <summary>A reservation that is asked for.</summary>
/// <param name="Id">The call's, an idempotency key: reserving again gives what was granted.</param>
/// <param name="Model">Its name in the casting; empty for a slice.</param>
/// <param name="Caps">All that hold for the call.</param>
/// <param name="Usd">What it may cost.</param>
/// <param name="LeastUsd">With less than this it is not made.</param>
internal sealed record LedgerOrder(
    Guid Id, LedgerAccount Account, string Model, IReadOnlyList<AccountCap> Caps, decimal Usd, decimal LeastUsd, long Tokens, long LeastTokens)
{
    public string? Role { get; init; }

    public int? Turn { get; init; }

    /// <summary>How many calls it is for. Default 1; a slice is for more.</summary>
    public long Calls { get; init; } = 1;

    /// <summary>A part of a budget for many calls of this process, rather than one call.</summary>
    public bool Slice { get; init; }

    /// <summary>Where others hold what it lacks it is refused for now, instead of getting the little that is left.</summary>
    public bool Waits { get; init; }
}
