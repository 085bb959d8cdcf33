using Factory.Settings;

namespace Factory.Publisher.Settings;

/// <summary>The section <c>policy</c> of a forge.</summary>
internal sealed class OutputPolicyKind : SectionKind<OutputPolicy>
{
    private static readonly SettingsKey<IReadOnlyList<string>> Labels = new("labels", new ListKind<string>(new TextKind(null, "a label", 50), 200, orOne: true), "Labels that may be set and taken away. Default: none.");
    private static readonly SettingsKey<IReadOnlyList<string>> Mentions = new("mentions", new ListKind<string>(new TextKind("[A-Za-z0-9][A-Za-z0-9-]{0,38}(/[A-Za-z0-9._-]{1,100})?", "a login, or organisation/team"), 200, orOne: true), "Who may be mentioned, without @; others are named without being told. Default: nobody.");
    private static readonly SettingsKey<IReadOnlyList<string>> Links = new("links", new ListKind<string>(new TextKind("[a-z0-9][a-z0-9.-]{0,252}(:[0-9]{1,5})?", "a host, in small letters"), 200, orOne: true), "Hosts that links may lead to, beside the forge and mission control; other addresses are shown as text. Default: none.");
    private static readonly SettingsKey<bool> Merge = new("merge", new WordKind<bool>(("never", false), ("approved", true)), "Whether a pull request may be merged that a person with the right to write approved, at the commit that was approved. Default: never.");
    private static readonly SettingsKey<bool> Commits = new("commits", new WordKind<bool>(("git", false), ("api", true)), "Whether commits are pushed by git, or made through the API and so signed by the forge in the App's name. Default: git.");
    private static readonly SettingsKey<OutputPolicy> Limits = new("limits", new LimitsKind(), "How much is written.");

    public OutputPolicyKind()
        : base(Labels, Mentions, Links, Merge, Commits, Limits)
    {
    }

    protected override OutputPolicy Read(SettingsMap map) => map.Get(Limits, new OutputPolicy()) with
    {
        Labels = Set(map, Labels),
        Mentions = Set(map, Mentions),
        Links = Set(map, Links),
        MergesApproved = map.Get(Merge, fallback: false),
        CommitsByApi = map.Get(Commits, fallback: false),
    };

    private static HashSet<string> Set(SettingsMap map, SettingsKey<IReadOnlyList<string>> key) => map.Get(key, []).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private sealed class LimitsKind : SectionKind<OutputPolicy>
    {
        private static readonly OutputPolicy Default = new();
        private static readonly SettingsKey<int> Outputs = new("outputs", new NumberKind<int>(1, 10_000, "outputs"), "Comments, reviews, checks, reactions and other outputs of one mission at most. Default: 60.");
        private static readonly SettingsKey<int> Files = new("files", new NumberKind<int>(1, 100_000, "files"), "Files that one change may touch. Default: 300.");
        private static readonly SettingsKey<int> Bytes = new("bytes", new NumberKind<int>(1, 64 * 1024 * 1024, "bytes"), "Bytes that the files of one change may have together. Default: 10485760.");

        public LimitsKind()
            : base(Outputs, Files, Bytes)
        {
        }

        protected override OutputPolicy Read(SettingsMap map) => new()
        {
            OutputsPerMission = map.Get(Outputs, Default.OutputsPerMission),
            FilesPerChange = map.Get(Files, Default.FilesPerChange),
            BytesPerChange = map.Get(Bytes, Default.BytesPerChange),
        };
    }
}
