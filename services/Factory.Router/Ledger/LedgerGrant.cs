using System.Runtime.InteropServices;

namespace Factory.Router.Ledger;

/// <summary>What became of a <see cref="LedgerOrder"/>.</summary>
/// <param name="Cap">Which cap is in the way, for example <c>team/blue 2026-11 usd</c>; null when granted.</param>
/// <param name="Spent">What was spent of it, for people.</param>
/// <param name="Held">Others have reserved what is lacking: some of it may come back.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LedgerGrant(bool Granted, decimal Usd, long Tokens, long Calls, string? Cap, string? Spent, bool Held)
{
    /// <summary>For people: which budget is used up, and what to do.</summary>
    public string Refusal => Cap switch
    {
        "call" => "this call was made and settled before.",
        { } cap when cap.EndsWith(" until", StringComparison.Ordinal) => $"the budget of {cap[..^6]} ended at {Spent}. Set a later end, or none.",
        _ => $"the budget of {Cap} does not allow another call: {Spent} spent{(Held ? ", and the rest is reserved by calls under way" : "")}. Raise it, or wait until its period ends.",
    };
}
