namespace Factory.Publisher.GitHub.Rights;

/// <summary>What an installation token is good for: no more than what it is asked for.</summary>
internal sealed record GitHubRights(string Name, IReadOnlyDictionary<string, string> Permissions)
{
    public static readonly GitHubRights Metadata = Of("metadata", ("metadata", "read"));
    public static readonly GitHubRights ReadCode = Of("read code", ("contents", "read"));

    /// <summary>Without the right to change workflows: GitHub itself refuses a push that touches one.</summary>
    public static readonly GitHubRights WriteCode = Of("write code", ("contents", "write"));
    public static readonly GitHubRights Issues = Of("write issues", ("issues", "write"), ("pull_requests", "write"));
    public static readonly GitHubRights PullRequests = Of("write pull requests", ("pull_requests", "write"), ("contents", "read"));
    public static readonly GitHubRights Merge = Of("merge", ("pull_requests", "write"), ("contents", "write"));
    public static readonly GitHubRights Checks = Of("write checks", ("checks", "write"));
    public static readonly GitHubRights Statuses = Of("write statuses", ("statuses", "write"));
    public static readonly GitHubRights ReadJobs = Of("read jobs", ("actions", "read"));
    public static readonly GitHubRights RunJobs = Of("run jobs", ("actions", "write"));
    public static readonly GitHubRights Hooks = Of("read webhooks", ("repository_hooks", "read"));

    public bool Equals(GitHubRights? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    private static GitHubRights Of(string name, params (string Permission, string Access)[] permissions) =>
        new(name, permissions.ToDictionary(permission => permission.Permission, permission => permission.Access, StringComparer.Ordinal));
}
