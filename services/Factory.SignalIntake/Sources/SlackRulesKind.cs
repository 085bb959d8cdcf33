using System.Text.Json.Nodes;
using Factory.Settings;
using Factory.SignalIntake.Slack;

namespace Factory.SignalIntake.Sources;

/// <summary>The section <c>slack</c> of a source.</summary>
internal sealed class SlackRulesKind : SectionKind<SlackRules>
{
    private const int MostChannels = 2_000;

    /// <summary>Each is asked for by itself.</summary>
    private const int MostGroups = 20;

    private static readonly TextKind Name = new("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}", "a repository, as it is called under repositories");

    private static readonly SettingsKey<string> Chat = new("chat", new TextKind("[a-z][a-z0-9-]{0,39}", "the name of a chat"), "The chat of factory.publisher.yaml that answers are given in. Default: the source's name.");
    private static readonly SettingsKey<IReadOnlyList<string>> Workspaces = new("workspaces", new ListKind<string>(new TextKind("[TE][A-Z0-9]{2,30}", "the id of a workspace (T…) or of an organisation (E…)"), 200, orOne: true), "Whose people may ask, by the ids of their workspaces (T…) or of their organisation (E…).", needed: true);
    private static readonly SettingsKey<IReadOnlyList<Named<SlackChannel>>> Channels = new("channels", new NamedKind<SlackChannel>("[CGD][A-Z0-9]{2,30}", "a channel, by its id (C…)", new ChannelKind(), MostChannels), "Where people are listened to, by the channels' ids, and what is worked on there.");
    private static readonly SettingsKey<string> Direct = new("direct", Name, "What is worked on that is said to the factory in direct messages. Default: nothing.");
    private static readonly SettingsKey<IReadOnlyList<string>> People = new("people", new ListKind<string>(new TextKind("[UWS][A-Z0-9]{2,30}", "the id of a person (U… or W…) or of a user group (S…)"), 5_000, orOne: true), "Who may ask, by their ids or by those of their user groups, of which there may be 20. Default: everybody of the workspaces.");
    private static readonly SettingsKey<bool> Guests = new("guests", FlagKind.Instance, "Whether guests of a workspace may ask, whose ids are not among people. Default: false, for which Publisher asks Slack who is one.");

    public SlackRulesKind()
        : base(Chat, Workspaces, Channels, Direct, People, Guests)
    {
    }

    protected override SlackRules Read(SettingsMap map)
    {
        var channels = map.Get(Channels, []).ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
        if (channels.Count == 0 && !map.Has(Direct))
            throw map.WrongAt(Channels, "name where people are listened to, here or by direct.");
        var people = map.Get(People, []).ToLookup(id => id[0] == 'S');
        if (people[true].Distinct(StringComparer.Ordinal).Count() > MostGroups)
            throw map.WrongAt(People, $"these are more than {MostGroups} user groups: make one of them in Slack, and name that.");
        return new SlackRules(
            map.Get(Chat, ""),
            map.Need(Workspaces).ToHashSet(StringComparer.Ordinal),
            channels,
            map.Has(People) ? people[false].ToHashSet(StringComparer.Ordinal) : null,
            map.Get(Direct, null))
        {
            Groups = [.. people[true].Distinct(StringComparer.Ordinal)],
            Guests = map.Get(Guests, fallback: false),
        };
    }

    /// <summary>The repository's name, or a section.</summary>
    private sealed class ChannelKind : SettingsKind<SlackChannel>
    {
        private static readonly Section Sections = new();

        public override SlackChannel Read(SettingsNode node) => node is SettingsText ? new SlackChannel(Name.Read(node), AllMessages: false) : Sections.Read(node);

        public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(Name.Schema(), Sections.Schema()) };
    }

    private sealed class Section : SectionKind<SlackChannel>
    {
        private static readonly SettingsKey<string> Repository = new("repository", Name, "What is worked on. Default: what the message names by 'in owner/name'.");
        private static readonly SettingsKey<bool> Messages = new("messages", new WordKind<bool>(("all", true), ("mentions", false)), "Whether every message of somebody who may ask is worked on, or those that mention the factory. Default: mentions.");

        public Section()
            : base(Repository, Messages)
        {
        }

        protected override SlackChannel Read(SettingsMap map) => new(map.Get(Repository, null), map.Get(Messages, fallback: false));
    }
}
