using Factory.Contracts.Features;
using Factory.Contracts.Origins;
using Factory.Contracts.Runs;

namespace Factory.Contracts.History;

// The stream of a pull request that is reviewed (type "pull-request"): its rounds, and the life of its findings. Written by its saga alone. Each round is a mission as well: that a round
// started and finished stands in the mission's stream, too.

public sealed record ReviewOpened(Guid PullRequestId, string Team, string Repository, long Number);

/// <param name="Whole">Whether all of the pull request is looked at, as against what was pushed since the last review.</param>
public sealed record ReviewRoundStarted(Guid MissionId, Guid PullRequestId, int Round, PullRequestRef PullRequest, string MergeBase, bool Whole);

/// <param name="New">Findings of this round that were not known.</param>
/// <param name="Open">How many are open now, with those of earlier rounds.</param>
/// <param name="Fixed">How many this round saw to be gone.</param>
public sealed record ReviewRoundFinished(Guid MissionId, Guid PullRequestId, int Round, string Commit, IReadOnlyList<Finding> New, int Open, int Fixed, Spending Spent)
{
    /// <summary>Candidates of the droid that its validation did not confirm; null or empty for none.</summary>
    public IReadOnlyList<DroppedFinding>? Dropped { get; init; }

    /// <summary>What was not looked at, and why; null or empty for nothing.</summary>
    public IReadOnlyList<Reviews.LeftOutFile>? LeftOut { get; init; }
}

/// <param name="ShortId">What people type for it, for example <c>F-1a2b</c>.</param>
public sealed record FindingOpened(Guid PullRequestId, Guid MissionId, string Fingerprint, string ShortId, Finding Finding, string Commit);

/// <summary>It was fixed or stale, and is there again.</summary>
public sealed record FindingCameBack(Guid PullRequestId, Guid MissionId, string Fingerprint, string Commit);

public sealed record FindingFixed(Guid PullRequestId, Guid MissionId, string Fingerprint, string Commit);

/// <param name="By">The forge's name of the person.</param>
public sealed record FindingDismissed(Guid PullRequestId, string Fingerprint, string By);

public sealed record FindingWentStale(Guid PullRequestId, Guid MissionId, string Fingerprint, string Commit);

public sealed record ReviewPaused(Guid PullRequestId, string By);

public sealed record ReviewResumed(Guid PullRequestId, string By);

/// <summary>Somebody asked that this pull request is left alone.</summary>
public sealed record PullRequestIgnored(Guid PullRequestId, string By);

/// <summary>The pull request was closed, merged or made a draft.</summary>
public sealed record ReviewStopped(Guid PullRequestId, string Why);
