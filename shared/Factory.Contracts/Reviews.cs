using Factory.Contracts.Origins;

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
