using System.Text.Json.Nodes;
using Factory.Contracts;
using Factory.Settings;

namespace Factory.SignalIntake.Sources;

/// <summary>A repository that may be worked on: its path or address, <c>true</c> where its name says where it is, or a section.</summary>
internal sealed class TargetKind : SettingsKind<TargetRepository>
{
    private static readonly Section Sections = new();

    public override TargetRepository Read(SettingsNode node) =>
        node is SettingsText { Value: "true" } ? new TargetRepository("", null, null) : node is SettingsText ? new TargetRepository(PlaceKind.Instance.Read(node), null, null) : Sections.Read(node);

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(PlaceKind.Instance.Schema(), new JsonObject { ["const"] = true }, Sections.Schema()) };

    private sealed class Section : SectionKind<TargetRepository>
    {
        private static readonly SettingsKey<string> Path = new("path", PlaceKind.Instance, "Where it is: an absolute path on this machine, or an address. Default for the kind github: its name at the source's address.");
        private static readonly SettingsKey<string> Test = new("test", new TextKind(null, "a command", 4_096), "Its test command. Default: what is detected.");
        private static readonly SettingsKey<string> Base = new("base", new TextKind("[^-].{0,254}", "a branch"), "The branch to start from. Default: its HEAD.");
        private static readonly SettingsKey<bool> Review = new("review", FlagKind.Instance, "Whether pull requests of others are reviewed as they are opened and pushed to; only for the kind github. Default: false.");
        private static readonly SettingsKey<bool> Drafts = new("drafts", FlagKind.Instance, "Whether drafts are reviewed, too. Default: false.");
        private static readonly SettingsKey<bool> Ci = new("ci", FlagKind.Instance, "Whether failed jobs of the default branch and of pull requests are run once more, and then fixed. Default: false.");
        private static readonly SettingsKey<bool> Docs = new("docs", FlagKind.Instance, "Whether a deployment to production asks for the documentation to follow. Default: false.");

        public Section()
            : base(Path, Test, Base, Review, Drafts, Ci, Docs)
        {
        }

        protected override TargetRepository Read(SettingsMap map) => new(map.Get(Path, ""), map.Get(Test, null), map.Get(Base, null))
        {
            Review = map.Get(Review, false),
            Drafts = map.Get(Drafts, false),
            Ci = map.Get(Ci, false),
            Docs = map.Get(Docs, false),
        };
    }

    /// <summary>An absolute path, or an address in the one way in which it is written.</summary>
    private sealed class PlaceKind : SettingsKind<string>
    {
        public static readonly PlaceKind Instance = new();

        private static readonly TextKind FullPath = new("/.*", "the absolute path of a local git repository, or an address such as https://github.com/acme/shop", 4_096);

        public override string Read(SettingsNode node)
        {
            if (node is not SettingsText { Value: { } text } || !RepositoryAddress.IsMeant(text))
                return FullPath.Read(node);
            return RepositoryAddress.Read(text, out var problem)?.ToString() ?? throw node.Wrong(problem!);
        }

        public override JsonObject Schema() => new() { ["type"] = "string" };
    }
}
