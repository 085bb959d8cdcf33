using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>The keys of the models file that say who plays what. Also read from what was recorded of them.</summary>
internal static class CastKind
{
    public static readonly NamedKind<RoleCast> Roles = new(RoleKind.NamePattern, "a role", new RoleKind(), 100);

    public static readonly SettingsKey<IReadOnlyList<Named<CastModel>>> ModelsKey = new("models", new NamedKind<CastModel>(ModelKind.NamePattern, "a model", new ModelKind(), 200), "The models that roles can be cast with.");
    public static readonly SettingsKey<IReadOnlyList<Named<RoleCast>>> RolesKey = new("roles", Roles, "Who plays which role: planner, coder, tester, reviewer, docs, research, compactor, triage, one that a skill names, and default for those that are not named.");
    public static readonly SettingsKey<IReadOnlyList<Named<ChoosingPolicy>>> PoliciesKey = new("policies", new NamedKind<ChoosingPolicy>(PolicyKind.NamePattern, "a policy", new PolicyKind(), 100), "How a role chooses among its models.");
    public static readonly SettingsKey<IReadOnlyList<CastingRule>> RulesKey = new("rules", new ListKind<CastingRule>(new RuleKind(), 200), "What holds for some repositories, languages, sizes or roles only.");
    public static readonly SettingsKey<IReadOnlyList<RepositoryLabels>> RepositoriesKey = new("repositories", new ListKind<RepositoryLabels>(new LabelsKind(), 1_000), "What rules need to know about repositories.");

    public static readonly IReadOnlyList<SettingsKey> Keys = [ModelsKey, RolesKey, PoliciesKey, RulesKey, RepositoriesKey];

    private sealed class LabelsKind : SectionKind<RepositoryLabels>
    {
        private static readonly SettingsKey<string> Match = new("match", ConditionKind.RepositoryPattern, "Paths or addresses of repositories, as in a rule.", needed: true);
        private static readonly SettingsKey<IReadOnlyList<string>> Sensitivity = new("sensitivity", new ListKind<string>(ConditionKind.SensitivityLabel, 20, orOne: true), "Labels of their code.", needed: true);

        public LabelsKind()
            : base(Match, Sensitivity)
        {
        }

        protected override RepositoryLabels Read(SettingsMap map) => new(map.Need(Match), map.Need(Sensitivity));
    }
}
