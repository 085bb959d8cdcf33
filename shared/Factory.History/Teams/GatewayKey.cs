namespace Factory.History.Teams;

/// <summary>Whose tools call a model through the gateway.</summary>
/// <param name="Id">Follows from the key's hash; the budget and the history of the key are known by it.</param>
/// <param name="Name">Of the person or tool, as it was made for.</param>
/// <param name="Budget">Null for what the team may spend.</param>
public sealed record GatewayKey(Guid Id, string Team, string Name, KeyBudget? Budget);
