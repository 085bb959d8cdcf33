using System.Text.Json;
using System.Text.RegularExpressions;
using Factory.SignalIntake.PullRequests;

namespace Factory.SignalIntake.GitHub;

/// <summary>Which pull requests have to be known to read an event: those that it names and does not show.</summary>
internal static partial class GitHubLookups
{
    private const int MostCommits = 100;
    private const int LongestMessage = 10_000;

    /// <summary>Null for none.</summary>
    public static PullRequestQuery? Of(GitHubDelivery delivery)
    {
        if (delivery.Repository is not { } repository || delivery.Target is null)
            return null;
        var root = delivery.Root;
        return delivery.Event switch
        {
            "issue_comment" when root.At("issue").At("pull_request").ValueKind == JsonValueKind.Object => new PullRequestQuery(repository, root.At("issue").Number("number"), null, []),
            "pull_request" => new PullRequestQuery(repository, root.At("pull_request").Number("number"), null, []),
            "check_run" => new PullRequestQuery(repository, null, root.At("check_run").At("check_suite").Text("head_branch"), []),
            "check_suite" => new PullRequestQuery(repository, null, root.At("check_suite").Text("head_branch"), []),
            "workflow_run" => new PullRequestQuery(repository, null, root.At("workflow_run").Text("head_branch"), []),
            "workflow_job" => new PullRequestQuery(repository, null, root.At("workflow_job").Text("head_branch"), []),
            "push" when Reverted(root) is { Count: > 0 } reverted => new PullRequestQuery(repository, null, null, [.. reverted.Select(one => one.Commit)]),
            _ => null,
        };
    }

    /// <summary>The commits that a push takes back, as git and GitHub write it into the message of the commit that does.</summary>
    public static IReadOnlyList<(string Commit, string By)> Reverted(JsonElement push)
    {
        if (push.At("commits") is not { ValueKind: JsonValueKind.Array } commits)
            return [];
        var reverted = new List<(string, string)>();
        foreach (var commit in commits.EnumerateArray().Take(MostCommits))
        {
            var message = commit.Text("message") ?? "";
            foreach (Match match in Reverts().Matches(message.Length <= LongestMessage ? message : message[..LongestMessage]))
                reverted.Add((match.Groups["commit"].Value, PullRequestReading.Commit(commit.Text("id")) ?? ""));
        }

        return reverted;
    }

    [GeneratedRegex(@"^This reverts commit (?<commit>[0-9a-f]{40}|[0-9a-f]{64})\b", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reverts();
}
