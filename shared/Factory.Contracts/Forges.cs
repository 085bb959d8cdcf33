using Factory.Contracts.Features;
using Factory.Contracts.Origins;

namespace Factory.Contracts.Forges;

// What others ask Publisher about forges, what it hands in from there, and what happened there to the factory's own pull requests.

/// <summary>What may somebody do in this repository?</summary>
/// <param name="Login">The forge's name of the person.</param>
public sealed record LookUpAuthor(Guid SignalId, string Team, string Repository, string Login, string ReplyTo);

/// <param name="Problem">Why it could not be told, or why somebody of a chat may not ask; <paramref name="Trust"/> is <see cref="Trust.Stranger"/> then. Null where it could.</param>
public sealed record AuthorLookedUp(Guid SignalId, Trust Trust, string? Problem);

/// <summary>Bring a pull request into the mirror, for a review.</summary>
public sealed record FetchPullRequest(Guid MissionId, string Team, PullRequestRef PullRequest, string ReplyTo);

/// <param name="Change">The head as one change on the merge base; its commit is the pull request's head.</param>
/// <param name="MergeBase">Where it left the base branch.</param>
/// <param name="BaseTip">The base branch's newest commit: rules are read from there.</param>
/// <param name="Rewritten">True where <see cref="PullRequestRef.Before"/> is no ancestor of the head: history was rewritten.</param>
public sealed record PullRequestFetched(Guid MissionId, string Mirror, Change Change, string MergeBase, string BaseTip, bool Rewritten)
{
    /// <summary>The head before this push as one change on <see cref="MergeBase"/>; null where there is none that still counts.</summary>
    public Change? Before { get; init; }

    public Repositories.RepositoryFacts? Facts { get; init; }
}

public sealed record PullRequestNotFetched(Guid MissionId, string Reason);

/// <summary>What did this job of continuous integration print?</summary>
public sealed record ReadJobLog(Guid SignalId, string Team, string Repository, long JobId, string ReplyTo);

/// <param name="Log">Untrusted; the end of it where it is long. Null where it could not be had.</param>
public sealed record JobLogRead(Guid SignalId, BlobRef? Log, string? Problem);

/// <summary>A delivery that no webhook brought: missed while the factory was down, or of a connection that Publisher holds. Judged as if it had come by webhook.</summary>
/// <param name="Source">The source as <c>factory.signals.yaml</c> names it.</param>
/// <param name="ExternalId">The sender's id of the delivery, by which it is stored once.</param>
/// <param name="Body">As it came.</param>
public sealed record HandInDelivery(Guid SignalId, string Source, string ExternalId, string Event, string ContentType, BlobRef Body, string Team);

/// <summary>What happened to a pull request.</summary>
public enum PullRequestHappening
{
    Merged = 1,
    Closed = 2,

    /// <summary>Somebody who may write asks for something else, in a review or a comment.</summary>
    ReworkAsked = 3,

    /// <summary>A check of continuous integration passed or failed at its head.</summary>
    Checked = 4,

    /// <summary>Its merge was taken back.</summary>
    Reverted = 5,
    Approved = 6,
}

/// <summary>SignalIntake tells Publisher; Publisher knows which mission the pull request is of, and passes it on to that mission.</summary>
/// <param name="By">Who did it, by the forge's name for them; untrusted, one line.</param>
public sealed record PullRequestNews(Guid SignalId, string Team, PullRequestRef PullRequest, PullRequestHappening Happening, string By)
{
    /// <summary>What was said; null for nothing.</summary>
    public BlobRef? Text { get; init; }

    /// <summary>The commit that a merge made, or that reverts it, or that was checked; null where it was not told.</summary>
    public string? Commit { get; init; }

    /// <summary>Name of the check, and whether it passed; null for other news.</summary>
    public string? Check { get; init; }

    public bool? Passed { get; init; }

    /// <summary>Where it can be read.</summary>
    public string? Url { get; init; }

    /// <summary>How often Publisher has looked for the mission in vain: news may overtake the record of the pull request.</summary>
    public int Tries { get; init; }
}

/// <summary>News of a mission's own pull request.</summary>
/// <param name="NewsId">Follows from the delivery: the same news twice is one.</param>
public sealed record ChangeNews(Guid MissionId, Guid NewsId, PullRequestHappening Happening, string By, DateTimeOffset At)
{
    public BlobRef? Text { get; init; }

    public string? Commit { get; init; }

    public string? Check { get; init; }

    public bool? Passed { get; init; }

    public string? Url { get; init; }
}
