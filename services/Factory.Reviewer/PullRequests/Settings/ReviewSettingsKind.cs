using System.Text.Json.Nodes;
using Factory.Contracts.Features;
using Factory.Settings;

namespace Factory.Reviewer.PullRequests.Settings;

/// <summary>The whole of <c>.factory/review.yaml</c>.</summary>
internal sealed class ReviewSettingsKind : SectionKind<ReviewSettings>
{
    private const int MostPatterns = 500;

    private static readonly SettingsKey<bool> Drafts = new("drafts", FlagKind.Instance, "Whether drafts are reviewed. Default: false.");
    private static readonly SettingsKey<bool> Approve = new("approve", FlagKind.Instance, "Whether a pull request without an open finding is approved; never one from a fork, or of the factory's own. Default: false.");
    private static readonly SettingsKey<Contracts.Reviews.ReviewLimits> Limits = new("limits", new LimitsKind(), "How much a review says, and how often.");
    private static readonly SettingsKey<(bool Generated, bool Locks, int Lines)> Skip = new("skip", new SkipKind(), "What a droid does not read. Rules (keys, unseen characters and the like) look at it all the same.");
    private static readonly SettingsKey<IReadOnlyList<string>> Include = new("include", new ListKind<string>(new GlobKind(), MostPatterns, orOne: true), "Patterns of what is reviewed. Default: everything.");
    private static readonly SettingsKey<IReadOnlyList<string>> Ignore = new("ignore", new ListKind<string>(new GlobKind(), MostPatterns, orOne: true), "Patterns of what nothing is said about, by nobody. Default: nothing.");
    private static readonly SettingsKey<IReadOnlyList<PathInstruction>> Paths = new("paths", new ListKind<PathInstruction>(new PathInstructionKind(), 50), "What a reviewer is told where a changed file matches.");

    private static readonly SettingsKey<IReadOnlyList<Named<Severity?>>> Rules = new(
        "rules",
        new NamedKind<Severity?>("[a-z][a-z-]{0,39}", "a rule", new WordKind<Severity?>(("off", null), ("note", Severity.Note), ("warning", Severity.Warning), ("blocking", Severity.Blocking)), 50),
        "How grave the findings of a rule are, or off.");

    private static readonly ReviewSettingsKind Instance = new();

    private ReviewSettingsKind()
        : base(Drafts, Approve, Limits, Skip, Include, Ignore, Paths, Rules)
    {
    }

    /// <summary>The settings, and why they are the defaults where the file cannot be used.</summary>
    /// <param name="content">Of the base branch's tip; null where there is none.</param>
    public static (ReviewSettings Settings, string? Problem) Read(byte[]? content)
    {
        if (content is null)
            return (ReviewSettings.Default, null);
        try
        {
            return (Instance.Read(YamlTree.Read(ReviewSettings.File, content)), null);
        }
        catch (SettingsFileException error)
        {
            return (ReviewSettings.Default, error.Message);
        }
    }

    /// <summary>The published schema.</summary>
    public static JsonObject Published()
    {
        var schema = Instance.Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "What .factory/review.yaml on the base branch may say");
        return schema;
    }

    protected override ReviewSettings Read(SettingsMap map)
    {
        var otherwise = ReviewSettings.Default;
        var (generated, locks, lines) = map.Get(Skip, (otherwise.SkipGenerated, otherwise.SkipLocks, otherwise.SkipLines));
        var limits = map.Get(Limits, otherwise.Limits) with { Drafts = map.Get(Drafts, false), Approve = map.Get(Approve, false) };
        var rules = map.Get(Rules, []);
        if (rules.FirstOrDefault(rule => !RuleTexts.Knows(rule.Name)) is { } unknown)
            throw unknown.Node.Wrong($"there is no rule '{unknown.Name}'. The rules are {string.Join(", ", RuleTexts.Names)}.");
        return new ReviewSettings(limits, map.Get(Include, []), map.Get(Ignore, []), generated, locks, lines, map.Get(Paths, []), rules.ToDictionary(rule => rule.Name, rule => rule.Value, StringComparer.Ordinal));
    }
}
