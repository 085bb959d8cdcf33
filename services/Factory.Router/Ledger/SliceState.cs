namespace Factory.Router.Ledger;

/// <summary>Where a slice stands: what is under way if its process dies now, and whether the rest is given back.</summary>
internal sealed record SliceState(Guid Id, decimal OpenUsd, long OpenCalls, bool Released);
