using Factory.Contracts.Repositories;
using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>Where a rule holds.</summary>
internal sealed class ConditionKind : SectionKind<RuleCondition>
{
    private const int Most = 100;

    private static readonly SettingsKey<IReadOnlyList<string>> Repository = new("repository", new ListKind<string>(RepositoryPattern, Most, orOne: true), "Paths or addresses of repositories; * stands for anything within a folder's name, ** for any folders.");
    private static readonly SettingsKey<IReadOnlyList<string>> Language = new("language", new ListKind<string>(new WordKind<string>([.. Languages.Names.Select(name => (name, name))]), Most, orOne: true), "The language that most source files of the repository are in.");
    private static readonly SettingsKey<IReadOnlyList<string>> Sensitivity = new("sensitivity", new ListKind<string>(SensitivityLabel, Most, orOne: true), "A label that `repositories` gives it.");
    private static readonly SettingsKey<IReadOnlyList<string>> Role = new("role", new ListKind<string>(new TextKind(RoleKind.NamePattern, "the name of a role"), Most, orOne: true), "The role that a turn is asked for.");
    private static readonly SettingsKey<long> MinBytes = new("minBytes", Size, "Size of the files at the base commit, at least.");
    private static readonly SettingsKey<long> MaxBytes = new("maxBytes", Size, "Size of the files at the base commit, at most.");
    private static readonly SettingsKey<long> MinFiles = new("minFiles", Size, "Number of files at the base commit, at least.");
    private static readonly SettingsKey<long> MaxFiles = new("maxFiles", Size, "Number of files at the base commit, at most.");

    public ConditionKind()
        : base(Repository, Language, Sensitivity, Role, MinBytes, MaxBytes, MinFiles, MaxFiles)
    {
    }

    /// <summary>A pattern of repositories' paths and addresses.</summary>
    public static TextKind RepositoryPattern => new(
        @"(/|\*\*|https://|ssh://git@|http://)[^\x00-\x1f]*", "an absolute path such as /srv/git/bank or /srv/git/bank-*, an address such as https://github.com/acme/*, or a pattern that starts with **", 500);

    public static TextKind SensitivityLabel => new("[a-z][a-z0-9-]{0,39}", "a label such as confidential");

    private static NumberKind<long> Size => new(0, 1L << 50, "a size");

    protected override RuleCondition Read(SettingsMap map) => new(
        map.Get(Repository, []), map.Get(Language, []), map.Get(Sensitivity, []), map.Get(Role, []), Bound(map, MinBytes), Bound(map, MaxBytes), Bound(map, MinFiles), Bound(map, MaxFiles));

    private static long? Bound(SettingsMap map, SettingsKey<long> key) => map.Has(key) ? map.Need(key) : null;
}
