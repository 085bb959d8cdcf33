using Factory.Router.Casting;

namespace Factory.Router.Ledger;

/// <summary>What nobody knows the price of is not called: no cap could hold.</summary>
internal static class UnknownPrice
{
    public static string Of(CastModel model) => $"the price of {model.Name} is unknown, and so it is not called. Write its price in factory.models.yaml, 0 for one that costs nothing.";
}
