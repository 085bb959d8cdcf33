namespace Factory.Router.Casting;

/// <summary>A rule of the casting: where it matches, only some models may be asked, or roles are cast otherwise.</summary>
/// <param name="Number">From 1, in the order of the file.</param>
/// <param name="Only">Null where the rule allows all.</param>
/// <param name="Cast">By role; empty where the rule leaves roles as they are.</param>
/// <param name="Why">In the operator's words; null for none.</param>
internal sealed record CastingRule(int Number, RuleCondition When, AllowedModels? Only, IReadOnlyDictionary<string, RoleCast> Cast, string? Why)
{
    /// <summary>How people are told of it.</summary>
    public override string ToString() => Why is null ? $"rule {Number}" : $"rule {Number} ({Why})";
}

/// <summary>Where a rule matches: everywhere that all of what is given holds; where nothing is given, everywhere.</summary>
/// <param name="Repositories">Patterns of paths, one of which must match; empty for any.</param>
/// <param name="MaxBytes">Null for any; all bounds are included.</param>
internal sealed record RuleCondition(
    IReadOnlyList<string> Repositories, IReadOnlyList<string> Languages, IReadOnlyList<string> Sensitivity, IReadOnlyList<string> Roles, long? MinBytes, long? MaxBytes, long? MinFiles, long? MaxFiles);

/// <summary>Which models may be asked: those that all of what is given holds for.</summary>
/// <param name="Regions">Empty for any.</param>
/// <param name="SelfHosted">True for self-hosted ones only.</param>
/// <param name="Models">Names; empty for any.</param>
internal sealed record AllowedModels(IReadOnlyList<string> Regions, bool SelfHosted, IReadOnlyList<string> Models);

/// <summary>What an operator says about repositories.</summary>
/// <param name="Match">Pattern of their paths.</param>
internal sealed record RepositoryLabels(string Match, IReadOnlyList<string> Sensitivity);
