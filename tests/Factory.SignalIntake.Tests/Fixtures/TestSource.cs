using System.Text.Json;
using Factory.Contracts.Missions;
using Factory.Settings;
using Factory.SignalIntake.GitHub;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.PullRequests;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.Tests.Fixtures;

internal static class TestSource
{
    public static readonly GitHubRules Rules = new("factory", "factory", AllIssues: false, new HashSet<string>(["OWNER", "MEMBER", "COLLABORATOR"], StringComparer.Ordinal));

    /// <summary>A source of GitHub with these rules, that works on the repositories of these names, acme/shop where none is named.</summary>
    public static SignalSource Of(GitHubRules rules, params IReadOnlyList<string> repositories) => new(
        "github", "default", new KeySource(null, "PATH"),
        (repositories.Count > 0 ? repositories : ["acme/shop"]).ToDictionary(
            name => name.ToLowerInvariant(), name => new TargetRepository($"https://github.com/{name}", null, null) { Review = true, Ci = true, Docs = true }, StringComparer.Ordinal),
        null, MissionLimits.Default) { GitHub = rules };

    public static ReadDelivery Read(string name, object payload, params IReadOnlyList<KnownPullRequest> known) => Read(Rules, PublisherAnswers.None, name, payload, known);

    public static ReadDelivery Read(GitHubRules rules, PublisherAnswers answers, string name, object payload, params IReadOnlyList<KnownPullRequest> known)
    {
        using var document = JsonSerializer.SerializeToDocument(payload);
        return GitHubEvents.Read(new GitHubDelivery(Of(rules), name, document.RootElement) { Known = known, Answers = answers });
    }
}
