namespace Factory.Publisher.GitHub;

// What the factory reads of GitHub's answers; names as there.

internal sealed record User(string Login);

internal sealed record Comment(long Id, string HtmlUrl, User? User, string? Body = null);

internal sealed record Repository(string FullName, string DefaultBranch);

internal sealed record PullRequest(long Number, string State, string HtmlUrl, string Title, PullRequestSide Head, PullRequestSide Base, User? User, string? Body = null, bool Draft = false)
{
    /// <summary>Null in lists.</summary>
    public bool? Merged { get; init; }

    public DateTimeOffset? MergedAt { get; init; }

    public string? MergeCommitSha { get; init; }

    public bool IsOpen => State == "open";
}

internal sealed record PullRequestSide(string Ref, string Sha, RepositoryName? Repo);

internal sealed record RepositoryName(string FullName);

internal sealed record Review(long Id, string State, string HtmlUrl, User? User, string? Body = null, string? CommitId = null);

internal sealed record LineComment(long Id, string Body, string HtmlUrl, User? User);

internal sealed record ChangedFile(string Filename, string? Patch = null);


internal sealed record CheckRunList(IReadOnlyList<CheckRun> CheckRuns);

internal sealed record CheckRun(long Id, string Name, string Status, string? ExternalId, string? HtmlUrl, CheckOutput? Output, CheckApp? App = null);

internal sealed record CheckOutput(int AnnotationsCount);

internal sealed record CheckApp(string? Slug);

internal sealed record Merging(string Sha, bool Merged);

internal sealed record Job(long Id, long RunId, int? RunAttempt = null, string? HtmlUrl = null);

internal sealed record Run(long Id, int? RunAttempt = null, string? HtmlUrl = null);
