using Factory.Publisher.Settings;
using Factory.Settings;

namespace Factory.Publisher.Trackers;

/// <summary>A tracker of <c>factory.publisher.yaml</c>, by its name.</summary>
internal sealed class TrackerKind : SectionKind<Func<string, TrackerSettings>>
{
    private static readonly Uri Linear = new("https://api.linear.app/graphql");

    private static readonly TokenKeys Token = new("the token");

    private static readonly SettingsKey<TrackerSort> Kind = new("kind", new WordKind<TrackerSort>(("linear", TrackerSort.Linear), ("jira", TrackerSort.Jira)), "What it is: linear or jira.", needed: true);
    private static readonly SettingsKey<Uri> Address = new("address", UrlKind.Instance, "Of Jira the site, such as https://acme.atlassian.net; of Linear its GraphQL address. Default for Linear: https://api.linear.app/graphql.");
    private static readonly SettingsKey<string> User = new("user", new TextKind(@"[^\s:]+", "the address of an account, without a colon", 254), "Jira Cloud: the account that the token is of. Default: the token is sent alone, as Jira Data Center takes it.");
    private static readonly SettingsKey<int> Version = new("version", new NumberKind<int>(2, 3, "a version"), "Jira: the version of its REST API, 3 for Cloud, 2 for Data Center. Default: 3 with a user, else 2.");
    private static readonly SettingsKey<IReadOnlyList<string>> Teams = new("teams", new ListKind<string>(new TextKind("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "the name of a team"), 200, orOne: true), "Teams whose missions may write there. Default: all.");
    private static readonly SettingsKey<TrackerStates> States = new("states", new StatesKind(), "What issues are moved to. Default: they are not moved.");

    public TrackerKind()
        : base(Kind, Address, Token.File, Token.Environment, User, Version, Teams, States)
    {
    }

    protected override Func<string, TrackerSettings> Read(SettingsMap map)
    {
        var sort = map.Need(Kind);
        if (sort == TrackerSort.Linear && (map.Has(User) || map.Has(Version)))
            throw map.WrongAt(map.Has(User) ? User : Version, "this belongs to the kind jira.");
        if (sort == TrackerSort.Jira && !map.Has(Address))
            throw map.WrongAt(Address, "name the site, such as https://acme.atlassian.net.");
        var tracker = new TrackerSettings("", sort, new Uri(map.Get(Address, Linear).AbsoluteUri.TrimEnd('/')), Token.Read(map))
        {
            User = map.Get(User, null),
            Version = map.Get(Version, map.Has(User) ? 3 : 2),
            Teams = map.Has(Teams) ? map.Need(Teams).ToHashSet(StringComparer.Ordinal) : null,
            States = map.Get(States, new TrackerStates(null, null, null)),
        };
        return name => tracker with { Name = name };
    }

    private sealed class StatesKind : SectionKind<TrackerStates>
    {
        private static readonly TextKind Name = new(null, "the name of a state", 100);
        private static readonly SettingsKey<string> Started = new("started", Name, "While its mission works, such as In Progress.");
        private static readonly SettingsKey<string> Review = new("review", Name, "When its change is published, such as In Review.");
        private static readonly SettingsKey<string> Done = new("done", Name, "When its mission ended with a result, such as Done.");

        public StatesKind()
            : base(Started, Review, Done)
        {
        }

        protected override TrackerStates Read(SettingsMap map) => new(map.Get(Started, null), map.Get(Review, null), map.Get(Done, null));
    }
}
