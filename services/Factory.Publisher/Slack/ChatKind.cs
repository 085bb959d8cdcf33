using Factory.Publisher.Settings;
using Factory.Settings;

namespace Factory.Publisher.Slack;

/// <summary>A chat of <c>factory.publisher.yaml</c>, by its name.</summary>
internal sealed class ChatKind : SectionKind<Func<string, ChatSettings>>
{
    private static readonly TokenKeys Token = new("the bot's token (xoxb-…)");

    private static readonly SettingsKey<bool> Kind = new("kind", new WordKind<bool>(("slack", true)), "What it is: slack.", needed: true);
    private static readonly SettingsKey<Uri> Api = new("api", UrlKind.Instance, "Where its Web API is. Default: https://slack.com/api; GovSlack's is https://slack-gov.com/api.");
    private static readonly SettingsKey<IReadOnlyList<string>> Teams = new("teams", new ListKind<string>(TeamKind, 200, orOne: true), "Teams whose missions may speak there. Default: all.");
    private static readonly SettingsKey<SocketSettings> Socket = new("socket", new SocketKind(), "For Socket Mode, where Slack cannot reach SignalIntake. Default: none.");

    public ChatKind()
        : base(Kind, Api, Token.File, Token.Environment, Teams, Socket)
    {
    }

    private static TextKind TeamKind => new("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "the name of a team");

    protected override Func<string, ChatSettings> Read(SettingsMap map)
    {
        _ = map.Need(Kind);
        var chat = new ChatSettings("", new Uri(map.Get(Api, ChatSettings.Public).AbsoluteUri.TrimEnd('/')), Token.Read(map))
        {
            Teams = map.Has(Teams) ? map.Need(Teams).ToHashSet(StringComparer.Ordinal) : null,
            Socket = map.Get(Socket, null),
        };
        return name => chat with { Name = name };
    }

    private sealed class SocketKind : SectionKind<SocketSettings>
    {
        private static readonly TokenKeys Token = new("the app's token (xapp-…)");
        private static readonly SettingsKey<string> Source = new("source", new TextKind("[a-z][a-z0-9-]{0,39}", "the name of a source"), "The source of factory.signals.yaml that its deliveries are of.", needed: true);
        private static readonly SettingsKey<string> Team = new("team", TeamKind, "That source's team. Default: default.");

        public SocketKind()
            : base(Token.File, Token.Environment, Source, Team)
        {
        }

        protected override SocketSettings Read(SettingsMap map) => new(Token.Read(map), map.Need(Source), map.Get(Team, "default"));
    }
}
