using Factory.Contracts.Features;
using Factory.Contracts.Origins;

namespace Factory.Contracts.Outputs;

// What other services propose to Publisher, the only one that writes to forges, chats and trackers. A proposal is checked against policy, applied once by its id,
// and answered with OutputApplied or OutputRefused where ReplyTo names an endpoint. A refusal is an event of the mission's stream as well.

/// <summary>How far a mission is, for those who watch it from outside.</summary>
public enum ProgressStage
{
    Accepted = 1,
    Working = 2,

    /// <summary>A person is waited for.</summary>
    Waiting = 3,
    Published = 4,
    Ended = 5,
}

/// <summary>Tells the place that a signal came from how far its mission is: one comment or message a mission, edited as it moves.</summary>
/// <param name="Step">Grows with each telling of a mission: one that comes late changes nothing.</param>
/// <param name="Text">Markdown of the factory's own words; text of others in it is a quotation.</param>
public sealed record TellOrigin(Guid MissionId, string Team, Origin Origin, int Step, ProgressStage Stage, string Title, string Text)
{
    /// <summary>Where the result is, for example the pull request; null for nowhere.</summary>
    public string? Url { get; init; }

    /// <summary>An answer or a log that is too long for a message; null for none.</summary>
    public BlobRef? Attachment { get; init; }

    /// <summary>How the mission ended; null until it does. Trackers set an issue done only where something was published or answered.</summary>
    public Missions.MissionOutcome? Outcome { get; init; }
}

/// <param name="Reaction">GitHub's word: <c>eyes</c>, <c>rocket</c>, <c>confused</c>, <c>+1</c> or <c>-1</c>; chats have their own for it.</param>
public sealed record React(Guid ProposalId, Guid MissionId, string Team, Origin Origin, string Reaction, string? ReplyTo = null);

/// <param name="Marker">The same marker on the same issue is one comment, which is edited; null for a comment of its own.</param>
public sealed record WriteComment(Guid ProposalId, Guid MissionId, string Team, IssueRef Issue, BlobRef Text, string? Marker = null, string? ReplyTo = null);

public enum ReviewEvent
{
    Comment = 1,
    RequestChanges = 2,
    Approve = 3,
}

/// <param name="Fingerprint">The finding's, the same across pushes.</param>
/// <param name="Line">Last line in the new file, from 1.</param>
/// <param name="FirstLine">Null for one line.</param>
/// <param name="Text">Markdown.</param>
/// <param name="Suggestion">What the lines should be instead; null for no suggestion.</param>
public sealed record ReviewComment(string Fingerprint, string Path, int Line, int? FirstLine, Severity Severity, string Text, string? Suggestion = null);

/// <summary>Posts one review on a pull request at the commit that was reviewed, and resolves what was fixed.</summary>
/// <param name="Resolved">Fingerprints of findings that were said before and are fixed.</param>
public sealed record PostReview(
    Guid ProposalId, Guid MissionId, string Team, PullRequestRef PullRequest, ReviewEvent Event, BlobRef Summary, IReadOnlyList<ReviewComment> Comments, IReadOnlyList<string> Resolved, string? ReplyTo = null);

public enum CheckState
{
    Queued = 1,
    Running = 2,
    Succeeded = 3,
    Failed = 4,
    Neutral = 5,
    Cancelled = 6,
}

/// <param name="Line">First line in the file, from 1.</param>
public sealed record CheckAnnotation(string Path, int Line, int LastLine, Severity Severity, string Text);

/// <summary>Sets the check of a commit; the same name at the same commit is one check.</summary>
public sealed record SetCheck(
    Guid ProposalId, Guid MissionId, string Team, string Repository, string Commit, string Name, CheckState State, string Title, string Summary, IReadOnlyList<CheckAnnotation> Annotations, string? ReplyTo = null)
{
    /// <summary>When it was so: of two for one check the later counts, whichever comes first. Null: the one that comes last.</summary>
    public DateTimeOffset? At { get; init; }
}

public sealed record SetLabel(Guid ProposalId, Guid MissionId, string Team, IssueRef Issue, string Label, bool Present, string? ReplyTo = null);

public enum MergeMethod
{
    Merge = 1,
    Squash = 2,
    Rebase = 3,
}

/// <summary>Merges a pull request if its head is still the commit that was approved.</summary>
public sealed record MergePullRequest(Guid ProposalId, Guid MissionId, string Team, PullRequestRef PullRequest, MergeMethod Method, string? ReplyTo = null);

/// <summary>Deletes a branch of the factory's own.</summary>
public sealed record DeleteBranch(Guid ProposalId, Guid MissionId, string Team, string Repository, string Branch, string? ReplyTo = null);

/// <summary>Runs a job of continuous integration once more, to tell a flake from a fault.</summary>
public sealed record RerunJob(Guid ProposalId, Guid MissionId, string Team, string Repository, long JobId, string? ReplyTo = null);

/// <param name="Url">Where it can be seen; null for nowhere.</param>
/// <param name="ExternalId">The forge's or chat's id of it.</param>
public sealed record OutputApplied(Guid ProposalId, Guid MissionId, string? Url, string? ExternalId)
{
    /// <summary>Of a review: which of its comments is about which finding, so that an answer to a comment names the finding. Null where the forge did not tell.</summary>
    public IReadOnlyList<PostedComment>? Comments { get; init; }
}

/// <param name="Fingerprint">The finding's.</param>
/// <param name="CommentId">The forge's id of the comment.</param>
public sealed record PostedComment(string Fingerprint, long CommentId);

/// <summary>Told to whoever proposed it, and to the mission (<see cref="Endpoints.Missions"/>), whose saga makes it an event of its stream.</summary>
public sealed record OutputRefused(Guid ProposalId, Guid MissionId, string Reason)
{
    /// <summary>What was proposed, in a word or two, for example <c>comment</c>.</summary>
    public string What { get; init; } = "output";
}
