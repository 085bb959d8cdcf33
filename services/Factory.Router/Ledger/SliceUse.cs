namespace Factory.Router.Ledger;

/// <summary>What was spent of a slice on one model since the last time.</summary>
/// <param name="Id">An idempotency key: written twice it counts once.</param>
internal sealed record SliceUse(Guid Id, Guid Slice, LedgerAccount Account, string Role, string Model, LedgerUse Use);
