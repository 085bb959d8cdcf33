using System.Text.Json.Nodes;
using Factory.Contracts.Missions;
using Factory.Settings;
using Factory.SignalIntake.Webhooks;

namespace Factory.SignalIntake.Sources;

/// <summary>The section <c>webhook</c> of a source.</summary>
internal sealed class WebhookRulesKind : SectionKind<WebhookRules>
{
    private const int MostPaths = 20;

    private static readonly TextKind Word = new(@"\S+", "one word", 200);

    private static readonly SettingsKind<JsonPath> Path = new PathKind();
    private static readonly SettingsKey<string> Header = new("header", Word, "The header that proves a delivery, such as Sentry-Hook-Signature or Authorization.", needed: true);
    private static readonly SettingsKey<string> Prefix = new("prefix", new TextKind(null, "what stands before the proof", 50), "What stands before it there, such as sha256= or \"Bearer \". Default: nothing.");

    private static readonly SettingsKey<ProofScheme> Scheme = new(
        "scheme",
        new WordKind<ProofScheme>(("hmac-sha256-hex", ProofScheme.HmacSha256Hex), ("hmac-sha256-base64", ProofScheme.HmacSha256Base64), ("hmac-sha1-hex", ProofScheme.HmacSha1Hex), ("token", ProofScheme.Token)),
        "What the header holds: an HMAC over the raw body, or the secret itself. Default: hmac-sha256-hex.");

    private static readonly SettingsKey<JsonPath> Title = new("title", Path, "Where the title is, such as data.issue.title.", needed: true);
    private static readonly SettingsKey<IReadOnlyList<JsonPath>> Body = new("body", new ListKind<JsonPath>(Path, MostPaths, orOne: true), "What is told of it: one or several places.");
    private static readonly SettingsKey<JsonPath> Author = new("author", Path, "Who said it.");
    private static readonly SettingsKey<JsonPath> Link = new("link", Path, "Where people can read more.");
    private static readonly SettingsKey<JsonPath> Severity = new("severity", Path, "How bad it is.");
    private static readonly SettingsKey<JsonPath> Key = new("key", Path, "What is the same for all deliveries about one thing. Default: each delivery is one.");
    private static readonly SettingsKey<JsonPath> RepositoryPath = new("repository", Path, "The sender's name for the repository.");
    private static readonly SettingsKey<WebhookFilter> When = new("when", new FilterKind(), "Only deliveries that say this are judged. Default: all.");

    private static readonly SettingsKey<MissionKind> Kind = new("kind", new WordKind<MissionKind>(("change", MissionKind.Change), ("question", MissionKind.Question), ("docs", MissionKind.Docs)), "What its deliveries ask for. Default: change.");

    public WebhookRulesKind()
        : base(Header, Prefix, Scheme, Title, Body, Author, Link, Severity, Key, RepositoryPath, When, Kind)
    {
    }

    protected override WebhookRules Read(SettingsMap map) => new(
        new WebhookProof(map.Need(Header), map.Get(Prefix, ""), map.Get(Scheme, ProofScheme.HmacSha256Hex)),
        new WebhookPaths(map.Need(Title), map.Get(Body, []), map.Get(Author, null), map.Get(Link, null), map.Get(Severity, null), map.Get(Key, null), map.Get(RepositoryPath, null)),
        map.Get(When, null)) { Kind = map.Get(Kind, MissionKind.Change) };

    private sealed class PathKind : SettingsKind<JsonPath>
    {
        private static readonly TextKind Text = new(JsonPath.Pattern, "a path such as data.items[0].title", 500);

        public override JsonPath Read(SettingsNode node) => JsonPath.Of(Text.Read(node));

        public override JsonObject Schema() => Text.Schema();
    }

    private sealed class FilterKind : SectionKind<WebhookFilter>
    {
        private static readonly SettingsKey<JsonPath> Where = new("path", Path, "Where to look.", needed: true);
        private static readonly SettingsKey<IReadOnlyList<string>> Is = new("is", new ListKind<string>(new TextKind(null, "a text"), 50, orOne: true), "What must stand there, one of these.", needed: true);

        public FilterKind()
            : base(Where, Is)
        {
        }

        protected override WebhookFilter Read(SettingsMap map) => new(map.Need(Where), map.Need(Is));
    }
}
