using Factory.History.Teams;
using Factory.Router.Ledger;

namespace Factory.Router.Gateway.Keys;

/// <summary>A key that is good, and whose money its calls cost.</summary>
internal sealed class GatewayPerson(GatewayKey key)
{
    public GatewayKey Key => key;

    public LedgerAccount Account { get; } = new(key.Team, key.Name);

    public IReadOnlyList<Cap> Caps { get; } = key.Budget is { } budget ? [new Cap(Period(budget.Period), budget.Usd)] : [];

    private static CapPeriod Period(BudgetPeriod period) => period switch
    {
        BudgetPeriod.Day => CapPeriod.Day,
        BudgetPeriod.Month => CapPeriod.Month,
        _ => CapPeriod.Total,
    };
}
