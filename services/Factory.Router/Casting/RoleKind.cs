using System.Text.Json.Nodes;
using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>Who plays a role: the name of a model, or a section.</summary>
internal sealed class RoleKind : SettingsKind<RoleCast>
{
    public const string NamePattern = "[a-z][a-z0-9-]{0,39}";

    private static readonly WithFallbacks Section = new();

    /// <summary>The name of a model, or builtin/mechanic.</summary>
    public static TextKind ModelName => new($"{ModelKind.NamePattern}", "the name of a model", 100);

    public override RoleCast Read(SettingsNode node) =>
        node is SettingsText ? new RoleCast([ModelName.Read(node)], null, [], null) : Section.Read(node);

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(ModelName.Schema(), Section.Schema()) };

    private sealed class WithFallbacks : SectionKind<RoleCast>
    {
        private const int MostModels = 20;
        private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(2);

        private static readonly SettingsKey<string> Model = new("model", ModelName, "The first choice.", needed: true);
        private static readonly SettingsKey<IReadOnlyList<string>> Fallbacks = new("fallbacks", new ListKind<string>(ModelName, MostModels, orOne: true), "Who is asked when the first choice does not answer, in this order. Default: nobody.");
        private static readonly SettingsKey<string> Effort = new("effort", new TextKind("[a-z]{1,20}", "the provider's word for how hard to think, such as high", 20), "How hard the model is to think, in the provider's own word. Default: the provider's.");
        private static readonly SettingsKey<IReadOnlyList<string>> Escalate = new("escalate", new ListKind<string>(ModelName, MostModels, orOne: true), "Stronger models for runs that struggle, the next step first. Default: the role's models of higher performance.");
        private static readonly SettingsKey<string> Policy = new("policy", new TextKind(PolicyKind.NamePattern, "the name of a policy"), "The policy that chooses among the role's models. Default: in their order.");
        private static readonly SettingsKey<TimeSpan> Hedge = new("hedge", new TimeKind(LongestSilence), "After this time without a first byte the next model of the role is asked, too; the first whole answer counts, and both may be paid. Default: never; at most 02:00:00.");

        public WithFallbacks()
            : base(Model, Fallbacks, Effort, Escalate, Policy, Hedge)
        {
        }

        protected override RoleCast Read(SettingsMap map) => new(
            [.. map.Get(Fallbacks, []).Prepend(map.Need(Model)).Distinct(StringComparer.Ordinal)], map.Get(Effort, null), map.Get(Escalate, []), map.Get(Policy, null))
        {
            HedgeAfter = map.Has(Hedge) ? map.Need(Hedge) : null,
        };
    }
}
