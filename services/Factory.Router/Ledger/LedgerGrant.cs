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
    public string Refusal => Cap is null or "call" ? "this call was made and settled before." : Refused(Cap.Split(' '));

    private string Refused(string[] words)
    {
        var (owner, kind) = (words[0].Split('/'), words[^1]);
        var period = words.Length > 2 ? $" for {words[1]}" : "";
        var (whose, raise) = owner[0] switch
        {
            LedgerAccount.OrganisationName => ("the organisation", "Raise it under budgets in factory.models.yaml"),
            "team" => ($"team {owner[1]}", "Raise it under budgets in factory.models.yaml"),
            "person" => ($"the key of {owner[^1]}", "Make a key with a larger budget"),
            _ => ($"this {owner[0]}", "Raise it with ./factory limit"),
        };
        var until = period.Length > 0 ? ", or wait until its period ends" : "";
        return kind switch
        {
            "until" => $"the budget of {whose} ended at {Spent}. {raise}.",
            _ when Held => $"what is left of the budget of {whose}{period} is reserved by calls under way ({Spent} {Unit(kind)} spent). Try again in a moment.",
            _ => $"the budget of {whose}{period} does not allow another call: {Spent} {Unit(kind)} spent. {raise}{until}.",
        };
    }

    private static string Unit(string kind) => kind == "usd" ? "US dollars" : kind;
}
