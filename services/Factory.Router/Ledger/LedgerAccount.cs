namespace Factory.Router.Ledger;

/// <summary>Who a call is for, from the team down. All of it is inside the organisation.</summary>
/// <param name="Person">Whose key it is, where a person's own tool calls.</param>
internal sealed record LedgerAccount(string Team, string? Person = null, Guid? Mission = null, Guid? Feature = null, Guid? Run = null)
{
    public const string OrganisationName = "organisation";

    public string TeamName => $"team/{Team}";

    public string PersonName => $"person/{Team}/{Person}";

    public string MissionName => $"mission/{Mission}";

    public string RunName => $"run/{Run}";
}
