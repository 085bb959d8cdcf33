using Factory.Contracts.Missions;
using Factory.Settings;
using Factory.SignalIntake.Slack;
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

    /// <summary>Further ones are held: a source that runs wild, or whose secret is known, cannot spend without end.</summary>
    public int MissionsPerHour { get; init; } = DefaultMissionsPerHour;

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

    /// <summary>The address on the forge of a repository, by the forge's name for it.</summary>
    public string AddressOf(string repository) => $"{GitHub?.Address}/{repository}";
}

/// <param name="Path">Absolute path of a local git repository, bare or not.</param>
/// <param name="Test">Its test command; null for what is detected.</param>
/// <param name="Base">Branch to start from; null for HEAD.</param>
internal sealed record TargetRepository(string Path, string? Test, string? Base);

/// <summary>What of a GitHub repository's events asks for work, and by whom.</summary>
/// <param name="Bot">The name that people mention, without @.</param>
/// <param name="Label">Issues that bear it are worked on.</param>
/// <param name="AllIssues">Whether issues need no label.</param>
/// <param name="Authors">Who may ask, in GitHub's words for how somebody belongs to a repository, for example <c>MEMBER</c>.</param>
internal sealed record GitHubRules(string Bot, string Label, bool AllIssues, IReadOnlySet<string> Authors)
{
    public const string DefaultAddress = "https://github.com";

    /// <summary>Where the forge is: scheme and host, without a final slash.</summary>
    public string Address { get; init; } = DefaultAddress;
}

/// <summary>How a plain webhook is read.</summary>
/// <param name="When">Only deliveries where the path holds one of the values; null for all.</param>
internal sealed record WebhookRules(WebhookProof Proof, WebhookPaths Paths, WebhookFilter? When);

/// <param name="Title">Needed.</param>
/// <param name="Key">What is the same for deliveries about one thing; where none is set each delivery is one.</param>
/// <param name="Repository">The sender's name of the repository.</param>
internal sealed record WebhookPaths(JsonPath Title, IReadOnlyList<JsonPath> Body, JsonPath? Author, JsonPath? Link, JsonPath? Severity, JsonPath? Key, JsonPath? Repository);

internal sealed record WebhookFilter(JsonPath Path, IReadOnlyList<string> Values);
