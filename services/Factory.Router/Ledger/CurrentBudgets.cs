namespace Factory.Router.Ledger;

/// <summary>The budgets that hold now; whoever reads the configuration sets them, and the next call is checked against them.</summary>
internal sealed class CurrentBudgets
{
    private volatile Budgets budgets = Budgets.None;

    public Budgets Now
    {
        get => budgets;
        set => budgets = value;
    }
}
