using Factory.Contracts.Runs;
using Factory.Router.Casting;

namespace Factory.Router.Ledger;

/// <summary>A call of a person's own tool, as it is about to be made.</summary>
/// <param name="Account">Team and person; no run.</param>
/// <param name="PersonCaps">What the person's key may use.</param>
/// <param name="Role">What the call is shown under, for example <c>gateway</c>.</param>
/// <param name="InputTokens">About what it reads.</param>
/// <param name="OutputTokens">What it may write at most.</param>
internal sealed record SliceCall(LedgerAccount Account, IReadOnlyList<Cap> PersonCaps, string Role, CastModel Model, long InputTokens, int OutputTokens)
{
    public Usage Estimate => new(InputTokens, 0, OutputTokens, true);

    public decimal Usd => Model.Price.Of(InputTokens, OutputTokens);

    public long Tokens => InputTokens + OutputTokens;
}
