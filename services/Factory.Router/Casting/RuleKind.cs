using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>A rule under <c>rules:</c>.</summary>
internal sealed class RuleKind : SectionKind<CastingRule>
{
    private static readonly SettingsKey<RuleCondition> When = new("when", new ConditionKind(), "Where the rule holds: where all of this does. Default: everywhere.");
    private static readonly SettingsKey<AllowedModels> Only = new("only", new AllowedKind(), "Only these models may be asked there, fallbacks, escalation and compaction included. What several rules allow must hold together.");
    private static readonly SettingsKey<IReadOnlyList<Named<RoleCast>>> Cast = new("cast", CastKind.Roles, "Roles that are cast otherwise there. Of several rules the last counts.");
    private static readonly SettingsKey<string> Why = new("why", new TextKind(null, "a reason in at most 200 characters", 200), "The reason, shown to people where the rule decides.");

    private static readonly RuleCondition Everywhere = new([], [], [], [], null, null, null, null);

    public RuleKind()
        : base(When, Only, Cast, Why)
    {
    }

    /// <summary>Numbered by whoever knows its place.</summary>
    protected override CastingRule Read(SettingsMap map)
    {
        if (!map.Has(Only) && !map.Has(Cast))
            throw map.Wrong("this rule does nothing: write `only` or `cast`.");
        var cast = map.Get(Cast, []).ToDictionary(role => role.Name, role => role.Value, StringComparer.Ordinal);
        return new CastingRule(0, map.Get(When, Everywhere), map.Get(Only, null), cast, map.Get(Why, null));
    }

    private sealed class AllowedKind : SectionKind<AllowedModels>
    {
        private static readonly SettingsKey<IReadOnlyList<string>> Regions = new("regions", new ListKind<string>(ModelKind.RegionText, 50, orOne: true), "Models in these regions, compared exactly; what runs here (the mechanic) is in all.");
        private static readonly SettingsKey<bool> SelfHosted = new("selfHosted", FlagKind.Instance, "True: self-hosted models.");
        private static readonly SettingsKey<IReadOnlyList<string>> Models = new("models", new ListKind<string>(RoleKind.ModelName, 200, orOne: true), "These models.");

        public AllowedKind()
            : base(Regions, SelfHosted, Models)
        {
        }

        protected override AllowedModels Read(SettingsMap map)
        {
            var allowed = new AllowedModels(map.Get(Regions, []), map.Get(SelfHosted, false), map.Get(Models, []));
            return allowed is { Regions.Count: 0, SelfHosted: false, Models.Count: 0 } ? throw map.Wrong("this allows every model: write regions, selfHosted: true or models.") : allowed;
        }
    }
}
