namespace Factory.Router.Ledger;

/// <summary>A cap and the account that it is of, as the ledger's tables name it.</summary>
internal sealed record AccountCap(string Account, Cap Cap);
