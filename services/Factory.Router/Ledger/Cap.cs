namespace Factory.Router.Ledger;

/// <summary>What an account may use at most. A limit that is null is none.</summary>
/// <param name="Usd">US dollars.</param>
/// <param name="Tokens">Input and output tokens together.</param>
/// <param name="Calls">Calls that a provider took, failed ones that it charges included.</param>
/// <param name="Until">No call is made from this moment on, by the database's clock.</param>
internal sealed record Cap(CapPeriod Period, decimal? Usd = null, long? Tokens = null, long? Calls = null, DateTimeOffset? Until = null)
{
    /// <summary>Whether calls count that cost no money.</summary>
    public bool CountsFree => Tokens is not null || Calls is not null || Until is not null;
}
