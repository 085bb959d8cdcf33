namespace Factory.Publisher.Connecting;

/// <summary>What a GitHub App must be allowed for all that the factory does there, and what it must be told.</summary>
public static class GitHubAppNeeds
{
    private static readonly string[] Ranks = ["read", "write", "admin"];

    /// <summary>GitHub's names, and <c>read</c> or <c>write</c>.</summary>
    public static IReadOnlyDictionary<string, string> Permissions { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["metadata"] = "read",
        ["contents"] = "write",
        ["pull_requests"] = "write",
        ["issues"] = "write",
        ["checks"] = "write",
        ["actions"] = "write", // to run a job again that failed
        ["deployments"] = "read",
    };

    /// <summary>GitHub's names. What happens to the installation itself is told without being asked for.</summary>
    public static IReadOnlyList<string> Events { get; } =
    [
        "issues", "issue_comment", "pull_request", "pull_request_review", "pull_request_review_comment", "check_run", "check_suite", "workflow_run", "push", "release", "deployment_status",
    ];

    /// <summary>Those that are not among what is granted, as <c>name: access</c>.</summary>
    internal static IReadOnlyList<string> Missing(IReadOnlyDictionary<string, string> granted) =>
        [.. Permissions.Where(need => Rank(granted.GetValueOrDefault(need.Key)) < Rank(need.Value)).Select(need => $"{need.Key}: {need.Value}")];

    private static int Rank(string? access) => Array.IndexOf(Ranks, access);
}
