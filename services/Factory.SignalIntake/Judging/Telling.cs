using Factory.Contracts.Forges;
using Factory.Contracts.Origins;
using Factory.Contracts.Reviews;

namespace Factory.SignalIntake.Judging;

/// <summary>What a delivery tells of a pull request, without asking for a mission: it goes to whoever has to do with that pull request.</summary>
/// <param name="Key">The same for deliveries that tell the same: it is told once.</param>
/// <param name="Repository">The sender's name for the repository.</param>
internal abstract record Telling(string Key, string Repository, PullRequestRef PullRequest);

/// <summary>What happened to a pull request, for the mission that made it.</summary>
/// <param name="By">Untrusted, one line.</param>
internal sealed record News(string Key, string Repository, PullRequestRef PullRequest, PullRequestHappening Happening, string By) : Telling(Key, Repository, PullRequest)
{
    /// <summary>What was said; null for nothing.</summary>
    public string? Text { get; init; }

    public string? Commit { get; init; }

    public string? Check { get; init; }

    public bool? Passed { get; init; }

    public string? Url { get; init; }
}

/// <summary>A command to the review of a pull request.</summary>
internal sealed record Order(string Key, string Repository, PullRequestRef PullRequest, ReviewOrder Command, string By, string Text, long? InReplyTo, Origin Origin) : Telling(Key, Repository, PullRequest);

/// <summary>A round of review that is under way is of no use any more.</summary>
internal sealed record Stop(string Key, string Repository, PullRequestRef PullRequest, string Why) : Telling(Key, Repository, PullRequest);
