namespace Factory.History.Costs;

/// <summary>What costs are summed up by.</summary>
public enum CostsBy
{
    Model = 1,
    Role = 2,
    Team = 3,
    Mission = 4,
    Day = 5,
    Person = 6,
}
