using System.Text.Json.Nodes;
using Factory.Settings;

namespace Factory.SignalIntake.Sources;

/// <summary>A repository that may be worked on: its path, or a section.</summary>
internal sealed class TargetKind : SettingsKind<TargetRepository>
{
    private static readonly TextKind FullPath = new("/.*", "the absolute path of a local git repository", 4_096);
    private static readonly Section Sections = new();

    public override TargetRepository Read(SettingsNode node) => node is SettingsText ? new TargetRepository(FullPath.Read(node), null, null) : Sections.Read(node);

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(FullPath.Schema(), Sections.Schema()) };

    private sealed class Section : SectionKind<TargetRepository>
    {
        private static readonly SettingsKey<string> Path = new("path", FullPath, "Where it is on this machine.", needed: true);
        private static readonly SettingsKey<string> Test = new("test", new TextKind(null, "a command", 4_096), "Its test command. Default: what is detected.");
        private static readonly SettingsKey<string> Base = new("base", new TextKind("[^-].{0,254}", "a branch"), "The branch to start from. Default: its HEAD.");

        public Section()
            : base(Path, Test, Base)
        {
        }

        protected override TargetRepository Read(SettingsMap map) => new(map.Need(Path), map.Get(Test, null), map.Get(Base, null));
    }
}
