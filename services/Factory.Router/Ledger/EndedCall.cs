namespace Factory.Router.Ledger;

/// <summary>A reserved call that ended without a recording: charged all the same, or not made.</summary>
/// <param name="Use">Null when nothing is charged: the reservation is released.</param>
internal sealed record EndedCall(Guid Id, LedgerUse? Use);
