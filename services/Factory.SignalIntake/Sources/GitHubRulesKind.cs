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
        new ListKind<string>(new WordKind<string>(("owner", "OWNER"), ("member", "MEMBER"), ("collaborator", "COLLABORATOR"), ("contributor", "CONTRIBUTOR"), ("writers", GitHubRules.Writers), ("anybody", "*")), 6, orOne: true),
        "Who may ask for work, by how GitHub says that they belong to the repository; writers: whoever may write to it, which Publisher looks up. Default: owner, member and collaborator.");

    private static readonly SettingsKey<Uri> Address = new("address", UrlKind.Instance, "Where the forge is. Default: https://github.com.");
    private static readonly SettingsKey<IReadOnlyList<string>> Features = Labels("featureLabels", "Issues with one of these ask for something new. Default: enhancement and feature.");
    private static readonly SettingsKey<IReadOnlyList<string>> Questions = Labels("questionLabels", "Issues with one of these are questions, which are answered. Default: question.");
    private static readonly SettingsKey<IReadOnlyList<string>> Docs = Labels("docsLabels", "Issues with one of these are about documentation alone. Default: documentation and docs.");

    public GitHubRulesKind()
        : base(Bot, Label, All, Authors, Address, Features, Questions, Docs)
    {
    }

    protected override GitHubRules Read(SettingsMap map) => new(
        map.Get(Bot, Default.Bot), map.Get(Label, Default.Label), map.Get(All, Default.AllIssues), map.Has(Authors) ? map.Need(Authors).ToHashSet(StringComparer.Ordinal) : Default.Authors)
    {
        Address = map.Get(Address, null)?.GetLeftPart(UriPartial.Authority) ?? GitHubRules.DefaultAddress,
        FeatureLabels = map.Get(Features, Default.FeatureLabels),
        QuestionLabels = map.Get(Questions, Default.QuestionLabels),
        DocsLabels = map.Get(Docs, Default.DocsLabels),
    };

    private static SettingsKey<IReadOnlyList<string>> Labels(string name, string about) => new(name, new ListKind<string>(new TextKind(null, "a label", 50), 20, orOne: true), about);
}
