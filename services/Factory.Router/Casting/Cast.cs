namespace Factory.Router.Casting;

/// <summary>Which model plays which role, and what it falls back to.</summary>
internal sealed class Cast(IReadOnlyDictionary<string, IReadOnlyList<CastModel>> roles)
{
    public const string AnyRole = "default";

    public static readonly IReadOnlyList<string> Roles = ["planner", "coder", "tester", "reviewer", "docs", AnyRole];

    /// <summary>All models that some role may be played by.</summary>
    public IEnumerable<CastModel> Models => roles.Values.SelectMany(models => models).Append(CastModel.Mechanic).DistinctBy(model => model.Name);

    /// <summary>The models of a role in the order they are tried; the mechanic where nothing is configured.</summary>
    public IReadOnlyList<CastModel> For(string role) =>
        roles.TryGetValue(role, out var models) || roles.TryGetValue(AnyRole, out models) ? models : [CastModel.Mechanic];
}
