using System.Text.Json.Nodes;
using Factory.Publisher.Slack;
using Factory.Publisher.Trackers;
using Factory.ServiceDefaults;
using Factory.Settings;

namespace Factory.Publisher.Settings;

/// <summary>The whole of <c>factory.publisher.yaml</c>.</summary>
internal sealed class PublisherFileKind : SectionKind<PublisherFile>
{
    private const int MostForges = 50;

    private static readonly SettingsKey<IReadOnlyList<Named<Func<string, ForgeSettings>>>> Forges = new(
        "forges", new NamedKind<Func<string, ForgeSettings>>("[a-z][a-z0-9-]{0,39}", "a forge", new ForgeKind(), MostForges), "Where repositories live that are worked on.");

    private static readonly SettingsKey<IReadOnlyList<Named<Func<string, ChatSettings>>>> Chats = new(
        "chats", new NamedKind<Func<string, ChatSettings>>("[a-z][a-z0-9-]{0,39}", "a chat", new ChatKind(), MostForges), "Chats that answers are given in.");

    private static readonly SettingsKey<IReadOnlyList<Named<Func<string, TrackerSettings>>>> Trackers = new(
        "trackers", new NamedKind<Func<string, TrackerSettings>>("[a-z][a-z0-9-]{0,39}", "a tracker", new TrackerKind(), MostForges), "Trackers whose issues are told how far their missions are.");

    public static readonly PublisherFileKind Instance = new();

    private PublisherFileKind()
        : base(Forges, Chats, Trackers)
    {
    }

    /// <summary>The schema that is published as <c>docs/factory.publisher.schema.json</c>.</summary>
    public JsonObject PublishedSchema()
    {
        var schema = Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", PublisherFilePath.DefaultName);
        return schema;
    }

    public override PublisherFile Read(SettingsNode node) => node is SettingsMap map && map.Entries.FirstOrDefault(entry => entry.Key == "missions").Value is { } missions
        ? throw missions.Wrong($"this key is gone. The address at which people reach the factory is said once, for all services: take the key out, and write the address into the setting {MissionLink.Key} (environment variable Factory__PublicUrl).")
        : base.Read(node);

    protected override PublisherFile Read(SettingsMap map)
    {
        SettingsFileException Twice(Named<Func<string, ForgeSettings>> entry) => entry.Node.Wrong("another forge here has the same address and the same repositories: keep one.");
        var forges = new List<ForgeSettings>();
        foreach (var entry in map.Get(Forges, []))
        {
            var forge = entry.Value(entry.Name);
            if (forges.Any(other => other.Address == forge.Address && other.Repositories.Intersect(forge.Repositories, StringComparer.OrdinalIgnoreCase).Any()))
                throw Twice(entry);
            forges.Add(forge);
        }

        return new PublisherFile(forges)
        {
            Chats = [.. map.Get(Chats, []).Select(entry => entry.Value(entry.Name))],
            Trackers = [.. map.Get(Trackers, []).Select(entry => entry.Value(entry.Name))],
        };
    }
}
