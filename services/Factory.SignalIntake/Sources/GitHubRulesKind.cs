using Factory.Settings;

namespace Factory.SignalIntake.Sources;

/// <summary>The section <c>github</c> of a source.</summary>
internal sealed class GitHubRulesKind : SectionKind<GitHubRules>
{
    public static readonly GitHubRules Default = new("factory", "factory", AllIssues: false, new HashSet<string>(["OWNER", "MEMBER", "COLLABORATOR"], StringComparer.Ordinal));

    private static readonly SettingsKey<string> Bot = new("bot", new TextKind(@"[A-Za-z0-9][A-Za-z0-9-]{0,38}(\[bot\])?", "a GitHub login"), "The name that people mention, without @. Default: factory.");
    private static readonly SettingsKey<string> Label = new("label", new TextKind(null, "a label", 50), "Issues that bear it are worked on. Default: factory.");
    private static readonly SettingsKey<bool> All = new("issues", new WordKind<bool>(("all", true), ("labelled", false)), "Whether every new issue of somebody who may ask is worked on, or those with the label. Default: labelled.");

    private static readonly SettingsKey<IReadOnlyList<string>> Authors = new(
        "authors",
        new ListKind<string>(new WordKind<string>(("owner", "OWNER"), ("member", "MEMBER"), ("collaborator", "COLLABORATOR"), ("contributor", "CONTRIBUTOR"), ("anybody", "*")), 5, orOne: true),
        "Who may ask for work, by how GitHub says that they belong to the repository. Default: owner, member and collaborator.");

    public GitHubRulesKind()
        : base(Bot, Label, All, Authors)
    {
    }

    protected override GitHubRules Read(SettingsMap map) => new(
        map.Get(Bot, Default.Bot), map.Get(Label, Default.Label), map.Get(All, Default.AllIssues), map.Has(Authors) ? map.Need(Authors).ToHashSet(StringComparer.Ordinal) : Default.Authors);
}
