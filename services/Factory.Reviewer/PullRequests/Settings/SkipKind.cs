using Factory.Settings;

namespace Factory.Reviewer.PullRequests.Settings;

/// <summary>The section <c>skip</c>: what a droid does not read. Rules look at it all the same.</summary>
internal sealed class SkipKind : SectionKind<(bool Generated, bool Locks, int Lines)>
{
    private static readonly SettingsKey<bool> Generated = new("generated", FlagKind.Instance, "Whether generated files are left out. Default: true.");
    private static readonly SettingsKey<bool> Locks = new("locks", FlagKind.Instance, "Whether lock files of package managers are left out. Default: true.");
    private static readonly SettingsKey<int> Lines = new("lines", new NumberKind<int>(1, 1_000_000, "lines"), "Files of which more lines change are left out. Default: 2000.");

    public SkipKind()
        : base(Generated, Locks, Lines)
    {
    }

    protected override (bool Generated, bool Locks, int Lines) Read(SettingsMap map) =>
        (map.Get(Generated, ReviewSettings.Default.SkipGenerated), map.Get(Locks, ReviewSettings.Default.SkipLocks), map.Get(Lines, ReviewSettings.Default.SkipLines));
}
