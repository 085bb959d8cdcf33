using Factory.Contracts.Features;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;

namespace Factory.Contracts.Reviews;

// What people and pushes tell the review of a pull request. It begins with StartMission of the kind Review, one mission a round.

public enum ReviewOrder
{
    /// <summary>Review what is new.</summary>
    Review = 1,

    /// <summary>Review all of it, as if for the first time.</summary>
    FullReview = 2,

    /// <summary>No more rounds until it is resumed.</summary>
    Pause = 3,
    Resume = 4,

    /// <summary>Dismiss the finding that the comment answers to; without one, ignore the pull request.</summary>
    Ignore = 5,

    /// <summary>Say more about the finding that the comment answers to.</summary>
    Explain = 6,
}

/// <summary>A command in a comment on a pull request, by somebody who may give it.</summary>
/// <param name="OrderId">Follows from the comment: the same twice is one.</param>
/// <param name="InReplyTo">The forge's id of the review comment that it answers; null for none.</param>
public sealed record OrderReview(Guid OrderId, string Team, PullRequestRef PullRequest, ReviewOrder Order, string By, string Text, long? InReplyTo, Origin Origin);

/// <summary>A round that is under way is of no use any more: the pull request was closed, merged, or made a draft.</summary>
public sealed record StopReview(Guid SignalId, string Team, PullRequestRef PullRequest, string Why);

// What a round needs to know, and what it is told. Others answer to a round's mission; the answers are passed on to the saga of the pull request.

/// <summary>What becomes of a finding.</summary>
public enum FindingState
{
    Open = 1,

    /// <summary>It is gone from the head.</summary>
    Fixed = 2,

    /// <summary>A person said that it is none.</summary>
    Dismissed = 3,

    /// <summary>What it was about is gone: nobody can tell.</summary>
    Stale = 4,
}

/// <summary>By what a finding is known again after further pushes: no line numbers, no white space, no path.</summary>
/// <param name="Fingerprint">First 16 hexadecimal digits of the SHA-256 of rule, symbol and hunk; of several alike the later ones count on.</param>
/// <param name="Symbol">The enclosing class and function; empty at the top of a file. Of a finding about a whole file its path.</param>
/// <param name="Hunk">Hash of the lines that it is about, without white space; empty for a whole file.</param>
/// <param name="HunkLines">How many lines that are.</param>
/// <param name="Anchor">The nearest line that the pull request adds, where a comment can stand; null for none.</param>
public sealed record FindingPlace(string Fingerprint, string Symbol, string Hunk, int HunkLines, int? Anchor);

/// <summary>What of a pull request a droid looks at.</summary>
/// <param name="Files">Paths; findings elsewhere do not count.</param>
/// <param name="Instructions">What the base branch's rules say about these paths; null for nothing.</param>
/// <param name="Known">What was said before, one line each.</param>
public sealed record ReviewScope(IReadOnlyList<string> Files, BlobRef? Instructions, IReadOnlyList<string> Known);

/// <summary>What <c>.factory/review.yaml</c> of the base branch says about the review as a whole.</summary>
/// <param name="Drafts">Whether drafts are reviewed.</param>
/// <param name="Comments">New comments of one review at most.</param>
/// <param name="Least">What is less is not said.</param>
/// <param name="RoundsPerDay">Rounds that pushes cause within 24 hours at most.</param>
/// <param name="Approve">Whether a pull request without an open finding is approved.</param>
public sealed record ReviewLimits(bool Drafts, int Comments, Severity Least, int RoundsPerDay, bool Approve);

/// <param name="Why">In a few words.</param>
public sealed record LeftOutFile(string Path, string Why);

/// <summary>Where a finding of an earlier round is now.</summary>
public sealed record SeenFinding(string Fingerprint, FindingState State, string Path, int Line);

/// <summary>Look at a pull request: its rules, what it changes, what the checks that need no model find, and what became of earlier findings.</summary>
/// <param name="PullRequestId">The saga, see <see cref="ReviewIds"/>.</param>
/// <param name="Since">The commit that was reviewed last; null to look at all of it.</param>
/// <param name="Known">Findings of droids in earlier rounds that are open or stale.</param>
public sealed record ReadPullRequest(Guid MissionId, Guid PullRequestId, int Round, string Team, PullRequestFetched Fetched, string? Since, IReadOnlyList<Finding> Known, string ReplyTo)
{
    /// <summary>The commit that was reviewed last, if the push that is reviewed does not come from it: where it holds the head, the push was told of late. Null to review whatever it is.</summary>
    public string? Newer { get; init; }
}

/// <param name="RulesProblem">Why the rules of the base branch could not be read, so that the defaults hold; null where they could, or there are none.</param>
/// <param name="Findings">Of the checks that need no model, over the whole pull request.</param>
/// <param name="Files">What a droid has to look at: changed since the last review, and not left out.</param>
public sealed record PullRequestRead(
    Guid MissionId, Guid PullRequestId, int Round, ReviewLimits Limits, string? RulesProblem, IReadOnlyList<Finding> Findings, IReadOnlyList<SeenFinding> Known, IReadOnlyList<string> Files,
    IReadOnlyList<LeftOutFile> LeftOut, BlobRef? Instructions)
{
    /// <summary>Whether a commit that has this one in its history was reviewed before.</summary>
    public bool Late { get; init; }
}

public sealed record PullRequestNotRead(Guid MissionId, Guid PullRequestId, int Round, string Reason);

public sealed record RoundFetched(Guid PullRequestId, PullRequestFetched Answer);

public sealed record RoundNotFetched(Guid PullRequestId, PullRequestNotFetched Answer);

public sealed record RoundOutputApplied(Guid PullRequestId, OutputApplied Answer);

public sealed record RoundOutputRefused(Guid PullRequestId, OutputRefused Answer);

/// <summary>A person cancelled the mission of a round.</summary>
public sealed record RoundCancelled(Guid PullRequestId, CancelMission Asked);

/// <summary>Look whether a step of a round took too long; sent to itself, with a due time.</summary>
public sealed record CheckReview(Guid PullRequestId, Guid MissionId);
