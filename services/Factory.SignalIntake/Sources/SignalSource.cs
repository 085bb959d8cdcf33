using Factory.Contracts.Missions;
using Factory.Settings;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Triage;
using Factory.SignalIntake.Webhooks;

namespace Factory.SignalIntake.Sources;

/// <summary>Something outside that sends webhooks to <c>/hooks/NAME</c>.</summary>
/// <param name="Name">Part of the address, and what people see; small letters, digits and dashes.</param>
/// <param name="Team">Whose missions it causes.</param>
/// <param name="Secret">What its deliveries are signed with.</param>
/// <param name="Repositories">What may be worked on, by the sender's name for it, for example <c>acme/shop</c>.</param>
/// <param name="Repository">What is worked on where the sender names no repository; null for nothing.</param>
internal sealed record SignalSource(
    string Name, string Team, KeySource Secret, IReadOnlyDictionary<string, TargetRepository> Repositories, TargetRepository? Repository, MissionLimits Limits)
{
    public const int DefaultMissionsPerHour = 20;
    public const double DefaultAlike = 0.6;
    public const int DefaultFixesPerJob = 1;
    public const int DefaultFixesPerPullRequest = 3;
    public const int DefaultRerunsPerPullRequest = 10;
    public static readonly TimeSpan DefaultStorm = TimeSpan.FromHours(1);

    /// <summary>Further ones are held: a source that runs wild, or whose secret is known, cannot spend without end.</summary>
    public int MissionsPerHour { get; init; } = DefaultMissionsPerHour;

    /// <summary>How like an earlier signal's what a delivery says must be to be a duplicate, from 0 to 1; 0 where it is never compared.</summary>
    public double Alike { get; init; } = DefaultAlike;

    /// <summary>For so long after the last of them alike deliveries are one incident; zero for never.</summary>
    public TimeSpan Storm { get; init; } = DefaultStorm;

    /// <summary>Limits of the kinds of missions that have their own.</summary>
    public IReadOnlyDictionary<MissionKind, MissionLimits> Templates { get; init; } = new Dictionary<MissionKind, MissionLimits>();

    /// <summary>Missions that a failed job may cause at one commit.</summary>
    public int FixesPerJob { get; init; } = DefaultFixesPerJob;

    /// <summary>Missions that failed jobs of one pull request may cause within a day.</summary>
    public int FixesPerPullRequest { get; init; } = DefaultFixesPerPullRequest;

    /// <summary>Failed jobs of one pull request that are run once more within a day; 0: none is, and what fails is fixed at once.</summary>
    public int RerunsPerPullRequest { get; init; } = DefaultRerunsPerPullRequest;

    /// <summary>How a model is asked where the rules do not decide.</summary>
    public TriageRules Triage { get; init; } = TriageRules.Default;

    /// <summary>Set for the kind <c>github</c>.</summary>
    public GitHubRules? GitHub { get; init; }

    /// <summary>Set for the kind <c>webhook</c>.</summary>
    public WebhookRules? Webhook { get; init; }

    /// <summary>Set for the kind <c>slack</c>.</summary>
    public SlackRules? Slack { get; init; }

    /// <summary>In small letters.</summary>
    public IReadOnlyCollection<string> RepositoryNames { get; } = [.. Repositories.Keys];

    /// <summary>Names of repositories are compared without regard to case, as forges do.</summary>
    public TargetRepository? Find(string? repository) =>
        repository is null ? Repository : Repositories.GetValueOrDefault(repository.ToLowerInvariant()) ?? Repository;

    /// <summary>The address on the forge of a repository, by the forge's name for it: always the same, however an event spells it.</summary>
    public string AddressOf(string repository) =>
        Repositories.GetValueOrDefault(repository.ToLowerInvariant()) is { IsElsewhere: true } target ? target.Path : $"{GitHub?.Address}/{repository.ToLowerInvariant()}";
}

/// <param name="Path">Absolute path of a local git repository, bare or not, or an address, see <see cref="Contracts.RepositoryAddress"/>.</param>
/// <param name="Test">Its test command; null for what is detected.</param>
/// <param name="Base">Branch to start from; null for HEAD.</param>
internal sealed record TargetRepository(string Path, string? Test, string? Base)
{
    /// <summary>Whether pull requests of others are reviewed.</summary>
    public bool Review { get; init; }

    /// <summary>Whether drafts are, too.</summary>
    public bool Drafts { get; init; }

    /// <summary>Whether failed jobs of continuous integration are run once more, and then fixed.</summary>
    public bool Ci { get; init; }

    /// <summary>Whether a deployment asks for the documentation to follow.</summary>
    public bool Docs { get; init; }

    public bool IsElsewhere => Path.Contains("://", StringComparison.Ordinal);
}

/// <summary>What of a GitHub repository's events asks for work, and by whom.</summary>
/// <param name="Bot">The name that people mention, without @.</param>
/// <param name="Label">Issues that bear it are worked on.</param>
/// <param name="AllIssues">Whether issues need no label.</param>
/// <param name="Authors">Who may ask, in GitHub's words for how somebody belongs to a repository, for example <c>MEMBER</c>.</param>
internal sealed record GitHubRules(string Bot, string Label, bool AllIssues, IReadOnlySet<string> Authors)
{
    public const string DefaultAddress = "https://github.com";

    /// <summary>Who may ask who can write to the repository, as Publisher sees it.</summary>
    public const string Writers = "writers";

    /// <summary>Where the forge is: scheme and host, without a final slash.</summary>
    public string Address { get; init; } = DefaultAddress;

    /// <summary>Issues with one of these ask for something new, and are missions all the same.</summary>
    public IReadOnlyList<string> FeatureLabels { get; init; } = ["enhancement", "feature"];

    /// <summary>Issues with one of these ask something, and are answered.</summary>
    public IReadOnlyList<string> QuestionLabels { get; init; } = ["question"];

    /// <summary>Issues with one of these are about documentation alone.</summary>
    public IReadOnlyList<string> DocsLabels { get; init; } = ["documentation", "docs"];
}

/// <summary>How a plain webhook is read.</summary>
/// <param name="When">Only deliveries where the path holds one of the values; null for all.</param>
internal sealed record WebhookRules(WebhookProof Proof, WebhookPaths Paths, WebhookFilter? When)
{
    /// <summary>What its deliveries ask for.</summary>
    public MissionKind Kind { get; init; } = MissionKind.Change;

    /// <summary>The issue of a tracker that they are about; null where nobody is told.</summary>
    public TicketPath? Ticket { get; init; }
}

/// <param name="Tracker">Name of the tracker in Publisher's settings.</param>
/// <param name="Path">Where the tracker's id of the issue is.</param>
internal sealed record TicketPath(string Tracker, JsonPath Path);

/// <param name="Title">Needed.</param>
/// <param name="Key">What is the same for deliveries about one thing; where none is set each delivery is one.</param>
/// <param name="Repository">The sender's name of the repository.</param>
internal sealed record WebhookPaths(JsonPath Title, IReadOnlyList<JsonPath> Body, JsonPath? Author, JsonPath? Link, JsonPath? Severity, JsonPath? Key, JsonPath? Repository);

internal sealed record WebhookFilter(JsonPath Path, IReadOnlyList<string> Values);
