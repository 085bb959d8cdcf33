using Factory.Settings;

namespace Factory.Publisher.Settings;

/// <summary>A forge of <c>factory.publisher.yaml</c>, by its name.</summary>
internal sealed class ForgeKind : SectionKind<Func<string, ForgeSettings>>
{
    private const int MostRepositories = 1_000;
    private static readonly Uri GitHub = new("https://github.com");

    private static readonly SettingsKey<bool> Kind = new("kind", new WordKind<bool>(("github", true)), "What it is: github, which is GitHub Enterprise Server, too.", needed: true);
    private static readonly SettingsKey<Uri> Address = new("address", UrlKind.Instance, "Where people see it and git is served. Default: https://github.com.");
    private static readonly SettingsKey<Uri> Api = new("api", UrlKind.Instance, "Where its REST API is. Default: https://api.github.com for github.com, else the address and /api/v3.");
    private static readonly SettingsKey<string> Authority = new("ca", SecretFiles.PathKind, "A PEM file with the certificates that its own is checked by. Default: those of the system.");
    private static readonly SettingsKey<AppSettings> App = new("app", new AppKind(), "The GitHub App that the factory is there.");
    private static readonly SettingsKey<string> TokenFile = new("tokenFile", SecretFiles.PathKind, "A file that holds a token and nothing else; instead of app.");
    private static readonly SettingsKey<string> TokenEnvironment = new("tokenEnvironment", new TextKind("[A-Za-z_][A-Za-z0-9_]{0,199}", "the name of an environment variable"), "The environment variable that holds a token; instead of app.");
    private static readonly SettingsKey<SshSettings> Ssh = new("ssh", new SshKind(), "For git over ssh. Default: git goes over https with the App's or the token's rights.");
    private static readonly SettingsKey<IReadOnlyList<string>> Repositories = new("repositories", new ListKind<string>(new TextKind(@"[A-Za-z0-9._-]{1,100}/([A-Za-z0-9._-]{1,100}|\*)", "owner/name or owner/*"), MostRepositories, orOne: true), "What may be worked on there: owner/name, or owner/* for all of an owner.", needed: true);
    private static readonly SettingsKey<IReadOnlyList<string>> Teams = new("teams", new ListKind<string>(TeamKind, 200, orOne: true), "Teams whose missions may work there. Default: all.");
    private static readonly SettingsKey<string> Bot = new("bot", new TextKind(@"[A-Za-z0-9][A-Za-z0-9-]{0,99}(\[bot\])?", "a GitHub login"), "The factory's own login there, without @; of an App its name and [bot]. Default: factory.");
    private static readonly SettingsKey<CatchUpSettings> CatchUp = new("catchUp", new CatchUpKind(), "Whose deliveries are fetched that were missed. Default: none.");
    private static readonly SettingsKey<OutputPolicy> Policy = new("policy", new OutputPolicyKind(), "What may be written there.");

    public ForgeKind()
        : base(Kind, Address, Api, Authority, App, TokenFile, TokenEnvironment, Ssh, Repositories, Teams, Bot, CatchUp, Policy)
    {
    }

    private static TextKind TeamKind => new("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "the name of a team");

    protected override Func<string, ForgeSettings> Read(SettingsMap map)
    {
        _ = map.Need(Kind);
        var address = Trimmed(map.Get(Address, GitHub));
        if (address.AbsolutePath != "/")
            throw map.WrongAt(Address, "a forge has a host of its own: write the address without a path.");
        var api = Trimmed(map.Get(Api, address == GitHub ? new Uri("https://api.github.com") : new Uri(address, "/api/v3")));
        var (repositories, policy, authority) = (map.Need(Repositories), map.Get(Policy, new OutputPolicy()), Checked(map, Authority));
        var (app, token) = Rights(map);
        var forge = new ForgeSettings("", address, api, authority, app, token, repositories)
        {
            Teams = map.Has(Teams) ? map.Need(Teams).ToHashSet(StringComparer.Ordinal) : null,
            Ssh = map.Get(Ssh, null),
            Bot = map.Get(Bot, "factory"),
            CatchUp = map.Get(CatchUp, null),
            Policy = policy,
        };
        if (forge.Policy.CommitsByApi && forge.App is null)
            throw map.WrongAt(Policy, "commits made through the API are signed only for an App: name one under app, or let commits be pushed by git.");
        return name => forge with { Name = name };
    }

    private static (AppSettings? App, KeySource? Token) Rights(SettingsMap map)
    {
        if (new[] { map.Has(App), map.Has(TokenFile), map.Has(TokenEnvironment) }.Count(has => has) != 1)
            throw map.WrongAt(App, "name how the forge is asked by app, by tokenFile or by tokenEnvironment, one of them.");
        if (map.Has(App))
            return (map.Need(App), null);
        var token = new KeySource(map.Get(TokenFile, null), map.Get(TokenEnvironment, null));
        try
        {
            _ = token.Find();
            return (null, token);
        }
        catch (KeyMissing error)
        {
            throw map.WrongAt(map.Has(TokenFile) ? TokenFile : TokenEnvironment, error.Message);
        }
    }

    private static string? Checked(SettingsMap map, SettingsKey<string> key)
    {
        if (map.Get(key, null) is not { } path)
            return null;
        return SecretFiles.CertificatesProblem(path) is { } problem ? throw map.WrongAt(key, problem) : path;
    }

    private static Uri Trimmed(Uri address) => new(address.AbsoluteUri.TrimEnd('/'));

    private sealed class AppKind : SectionKind<AppSettings>
    {
        private static readonly SettingsKey<string> Id = new("id", new TextKind("[A-Za-z0-9.]{1,100}", "the App's id"), "The App's id or client id, as its settings page shows it.", needed: true);
        private static readonly SettingsKey<string> Key = new("privateKeyFile", SecretFiles.PathKind, "The private key (PEM) that was generated for the App.", needed: true);

        public AppKind()
            : base(Id, Key)
        {
        }

        protected override AppSettings Read(SettingsMap map)
        {
            var app = new AppSettings(map.Need(Id), map.Need(Key));
            return SecretFiles.PrivateKeyProblem(app.PrivateKeyFile) is { } problem ? throw map.WrongAt(Key, problem) : app;
        }
    }

    private sealed class SshKind : SectionKind<SshSettings>
    {
        private static readonly SettingsKey<string> Key = new("keyFile", SecretFiles.PathKind, "The private key, without a passphrase.", needed: true);
        private static readonly SettingsKey<string> Hosts = new("knownHostsFile", SecretFiles.PathKind, "The host keys that are accepted, as ssh-keyscan prints them and people checked them.", needed: true);

        public SshKind()
            : base(Key, Hosts)
        {
        }

        protected override SshSettings Read(SettingsMap map) => new(Readable(map, Key), Readable(map, Hosts));

        private static string Readable(SettingsMap map, SettingsKey<string> key) =>
            SecretFiles.ReadProblem(map.Need(key)) is { } problem ? throw map.WrongAt(key, problem) : map.Need(key);
    }

    private sealed class CatchUpKind : SectionKind<CatchUpSettings>
    {
        private static readonly SettingsKey<string> Source = new("source", new TextKind("[a-z][a-z0-9-]{0,39}", "the name of a source"), "The source of factory.signals.yaml that the deliveries are of.", needed: true);
        private static readonly SettingsKey<string> Team = new("team", TeamKind, "That source's team. Default: default.");

        public CatchUpKind()
            : base(Source, Team)
        {
        }

        protected override CatchUpSettings Read(SettingsMap map) => new(map.Need(Source), map.Get(Team, "default"));
    }
}
