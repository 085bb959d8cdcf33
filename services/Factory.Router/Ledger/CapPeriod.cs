namespace Factory.Router.Ledger;

/// <summary>What a cap is counted over. Days and months are UTC, by the database's clock.</summary>
internal enum CapPeriod
{
    Total = 1,
    Month = 2,
    Day = 3,
}
