using Factory.Contracts;
using Factory.Contracts.Missions;
using Factory.Settings;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Triage;

namespace Factory.SignalIntake.Sources;

/// <summary>A source of <c>factory.signals.yaml</c>, by its name.</summary>
internal sealed class SourceKind : SectionKind<Func<string, SignalSource>>
{
    private const int MostRepositories = 1_000;

    private static readonly TargetKind Target = new();

    private static readonly SettingsKey<Sender> Kind = new("kind", new WordKind<Sender>(("github", Sender.GitHub), ("slack", Sender.Slack), ("webhook", Sender.Webhook)), "What sends: github, slack, or any other webhook.", needed: true);
    private static readonly SettingsKey<string> Team = new("team", new TextKind("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "the name of a team"), "Whose missions it causes. Default: default.");
    private static readonly SettingsKey<string> SecretFile = new("secretFile", new TextKind(null, "a path", 4_096), "A file that holds the secret and nothing else.");
    private static readonly SettingsKey<string> SecretEnvironment = new("secretEnvironment", new TextKind("[A-Za-z_][A-Za-z0-9_]{0,199}", "the name of an environment variable"), "The environment variable that holds the secret.");
    private static readonly SettingsKey<IReadOnlyList<Named<TargetRepository>>> Repositories = new("repositories", new NamedKind<TargetRepository>("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}", "a repository, as the sender calls it", Target, MostRepositories), "What may be worked on, by the sender's name for it, such as acme/shop.");
    private static readonly SettingsKey<TargetRepository> Repository = new("repository", Target, "What is worked on where the sender names no repository, or one that is not listed. Default: nothing.");
    private static readonly SettingsKey<TimeSpan> Time = new("timeout", new TimeKind(MissionLimits.LongestMission), "Time of a mission. Default: 00:10:00.");
    private static readonly SettingsKey<int> Turns = new("turns", new NumberKind<int>(1, MissionLimits.MostTurns, "turns"), "Model answers of one run at most. Default: 50.");
    private static readonly SettingsKey<decimal> Usd = new("usd", new NumberKind<decimal>(0.01m, MissionLimits.MostUsd, "US dollars"), "US dollars of a mission at most. Default: 5.");
    private static readonly SettingsKey<int> PerHour = new("missionsPerHour", new NumberKind<int>(1, 10_000, "missions"), "Missions that it may cause within an hour; further signals are held. Default: 20.");
    private static readonly SettingsKey<decimal> Alike = new("alike", new NumberKind<decimal>(0m, 1m, "of 1"), "How like an earlier signal's what a delivery says must be to be its duplicate; 0: they are never compared. Default: 0.6.");
    private static readonly SettingsKey<TimeSpan> Storm = new("storm", new TimeKind(TimeSpan.FromDays(1)), "For so long after the last of them, deliveries with the same title but for numbers and quoted parts are one incident. Default: 01:00:00.");
    private static readonly SettingsKey<int> PerJob = new("fixesPerJob", new NumberKind<int>(0, 100, "missions"), "Missions that a failed job may cause at one commit. Default: 1.");
    private static readonly SettingsKey<int> PerPullRequest = new("fixesPerPullRequest", new NumberKind<int>(0, 1_000, "missions"), "Missions that failed jobs of one pull request may cause within a day. Default: 3.");
    private static readonly SettingsKey<int> RerunsPerPullRequest = new("rerunsPerPullRequest", new NumberKind<int>(0, 1_000, "jobs"), "Failed jobs of one pull request that are run once more within a day; 0: none is, and what fails is fixed at once. Default: 10.");
    private static readonly SettingsKey<IReadOnlyDictionary<MissionKind, TemplateLimits>> Templates = new("templates", new TemplatesKind(), "Limits of the kinds of missions that have their own: change, question, review, docs.");
    private static readonly SettingsKey<TriageRules> Triage = new("triage", new TriageKind(), "How a model is asked what a delivery asks for where rules do not decide, if the models file casts the role triage.");
    private static readonly SettingsKey<GitHubRules> GitHub = new("github", new GitHubRulesKind(), "What asks for work, and by whom; only for the kind github.");
    private static readonly SettingsKey<WebhookRules> Webhook = new("webhook", new WebhookRulesKind(), "How a delivery is proven and read; needed for the kind webhook.");
    private static readonly SettingsKey<SlackRules> Slack = new("slack", new SlackRulesKind(), "Where people are listened to, and which; needed for the kind slack.");

    public SourceKind()
        : base(Kind, Team, SecretFile, SecretEnvironment, Repositories, Repository, Time, Turns, Usd, PerHour, Alike, Storm, PerJob, PerPullRequest, RerunsPerPullRequest, Templates, Triage, GitHub, Webhook, Slack)
    {
    }

    protected override Func<string, SignalSource> Read(SettingsMap map)
    {
        var kind = map.Need(Kind);
        foreach (var (key, of) in new (SettingsKey, Sender)[] { (GitHub, Sender.GitHub), (Webhook, Sender.Webhook), (Slack, Sender.Slack) })
        {
            if (kind != of && map.Has(key))
                throw map.WrongAt(key, $"this belongs to the kind {key.Name}.");
        }

        var github = kind == Sender.GitHub ? map.Get(GitHub, GitHubRulesKind.Default) : null;
        var webhook = kind == Sender.Webhook ? map.Need(Webhook) : null;
        var repositories = map.Get(Repositories, []).ToDictionary(entry => entry.Name.ToLowerInvariant(), entry => Placed(entry, github), StringComparer.Ordinal);
        var repository = map.Get(Repository, null);
        if (repository is { Path: "" })
            throw map.WrongAt(Repository, "say where it is: its absolute path, or its address.");
        if (repositories.Count == 0 && repository is null)
            throw map.WrongAt(Repositories, "name what may be worked on, here or under repository.");
        var limits = new MissionLimits(map.Get(Time, MissionLimits.Default.Time), map.Get(Turns, MissionLimits.Default.Turns), map.Get(Usd, MissionLimits.Default.Usd));
        var (team, secret) = (map.Get(Team, "default"), Secret(map));
        var perHour = map.Get(PerHour, SignalSource.DefaultMissionsPerHour);
        var source = new SignalSource("", team, secret, repositories, repository, limits)
        {
            GitHub = github,
            Webhook = webhook,
            Slack = kind == Sender.Slack ? Checked(map, map.Need(Slack), repositories) : null,
            MissionsPerHour = perHour,
            Alike = map.Has(Alike) ? (double)map.Need(Alike) : SignalSource.DefaultAlike,
            Storm = map.Get(Storm, SignalSource.DefaultStorm),
            FixesPerJob = map.Get(PerJob, SignalSource.DefaultFixesPerJob),
            FixesPerPullRequest = map.Get(PerPullRequest, SignalSource.DefaultFixesPerPullRequest),
            RerunsPerPullRequest = map.Get(RerunsPerPullRequest, SignalSource.DefaultRerunsPerPullRequest),
            Triage = map.Get(Triage, TriageRules.Default),
            Templates = map.Get(Templates, new Dictionary<MissionKind, TemplateLimits>()).ToDictionary(entry => entry.Key, entry => entry.Value.Over(limits)),
        };
        return name => source with { Name = name, Slack = source.Slack is { Chat: "" } slack ? slack with { Chat = name } : source.Slack };
    }

    /// <summary>On a forge the name of a repository says where it is.</summary>
    private static TargetRepository Placed(Named<TargetRepository> entry, GitHubRules? github)
    {
        if (entry.Value.Path.Length > 0)
            return entry.Value;
        if (github is null)
            throw entry.Node.Wrong("say where it is: its absolute path, or its address.");
        return entry.Value with { Path = RepositoryAddress.Read($"{github.Address}/{entry.Name}", out var problem)?.ToString() ?? throw entry.Node.Wrong(problem!) };
    }

    /// <summary>A channel is about a repository that is listed.</summary>
    private static SlackRules Checked(SettingsMap map, SlackRules rules, Dictionary<string, TargetRepository> repositories)
    {
        var named = rules.Channels.Values.Select(channel => channel.Repository).Append(rules.Direct).OfType<string>();
        return named.FirstOrDefault(name => !repositories.ContainsKey(name.ToLowerInvariant())) is { } missing
            ? throw map.WrongAt(Slack, $"there is no {missing} under repositories: write it there, or name another.")
            : rules;
    }

    private enum Sender
    {
        Webhook = 1,
        GitHub = 2,
        Slack = 3,
    }

    private static KeySource Secret(SettingsMap map)
    {
        if (map.Has(SecretFile) == map.Has(SecretEnvironment))
            throw map.WrongAt(SecretFile, "name the secret by secretFile or by secretEnvironment, one of them.");
        var secret = new KeySource(map.Get(SecretFile, null), map.Get(SecretEnvironment, null));
        try
        {
            _ = secret.Find();
            return secret;
        }
        catch (KeyMissing error)
        {
            throw map.WrongAt(map.Has(SecretFile) ? SecretFile : SecretEnvironment, error.Message);
        }
    }
}
