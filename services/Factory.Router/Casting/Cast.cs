namespace Factory.Router.Casting;

/// <summary>Which model plays which role, and what it falls back to.</summary>
/// <param name="Models">By name, the mechanic included.</param>
internal sealed record Cast(
    IReadOnlyDictionary<string, CastModel> Models, IReadOnlyDictionary<string, RoleCast> Roles, IReadOnlyDictionary<string, ChoosingPolicy> Policies, IReadOnlyList<CastingRule> Rules, IReadOnlyList<RepositoryLabels> Repositories)
{
    public const string AnyRole = "default";

    public static readonly IReadOnlyList<string> KnownRoles = ["planner", "coder", "tester", "reviewer", "docs", "research", "compactor", "triage", AnyRole];

    /// <summary>What holds where nobody wrote anything: the mechanic plays every role.</summary>
    public static readonly Cast Mechanic = new(
        new Dictionary<string, CastModel>(StringComparer.Ordinal) { [CastModel.MechanicName] = CastModel.Mechanic }, new Dictionary<string, RoleCast>(StringComparer.Ordinal),
        new Dictionary<string, ChoosingPolicy>(StringComparer.Ordinal), [], []);

    /// <summary>Who plays a role before rules are looked at; the mechanic where nothing is configured.</summary>
    public RoleCast Role(string role) => Roles.TryGetValue(role, out var cast) || Roles.TryGetValue(AnyRole, out cast) ? cast : RoleCast.Mechanic;
}
