namespace Factory.Router.Ledger;

/// <summary>The caps of the organisation, which is all of this factory, and of its teams.</summary>
internal sealed record Budgets(IReadOnlyList<Cap> Organisation, IReadOnlyDictionary<string, IReadOnlyList<Cap>> Teams)
{
    public static readonly Budgets None = new([], new Dictionary<string, IReadOnlyList<Cap>>());

    public IReadOnlyList<Cap> Of(string team) => Teams.TryGetValue(team, out var caps) ? caps : [];
}
