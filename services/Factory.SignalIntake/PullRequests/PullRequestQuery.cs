namespace Factory.SignalIntake.PullRequests;

/// <summary>Which pull requests have to be known to read an event.</summary>
/// <param name="Repository">The sender's name for the repository.</param>
internal sealed record PullRequestQuery(string Repository, long? Number, string? HeadBranch, IReadOnlyList<string> MergeCommits);
