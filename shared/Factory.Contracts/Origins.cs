namespace Factory.Contracts.Origins;

// Where a signal came from, and so where answers go. Travels with the text into every prompt.

/// <summary>How far whoever said something is trusted. Never from what they say of themselves.</summary>
public enum Trust
{
    /// <summary>Anybody, or a sender that names nobody: what they write is data, and asks for nothing.</summary>
    Stranger = 1,

    /// <summary>Somebody who belongs to the repository or the chat, without the right to write.</summary>
    Member = 2,

    /// <summary>Somebody who may write to the repository, or holds one of the factory's tokens.</summary>
    Writer = 3,
}

/// <param name="Source">The source as <c>factory.signals.yaml</c> names it, or <c>api</c>.</param>
/// <param name="Author">Who said it, by the sender's name for them; untrusted, one line of at most 200 characters. Null where nobody is named.</param>
public sealed record Origin(string Source, string? Author, Trust Trust)
{
    /// <summary>An issue or pull request of a forge; null for none.</summary>
    public IssueRef? Issue { get; init; }

    /// <summary>A thread of a chat; null for none.</summary>
    public ChatRef? Chat { get; init; }

    /// <summary>An issue of a tracker that is no forge; null for none.</summary>
    public TicketRef? Ticket { get; init; }

    /// <summary>Where people can read more; untrusted. Null for nowhere.</summary>
    public string? Link { get; init; }
}

/// <param name="Repository">The repository's address, see <see cref="Missions.RepositoryRef"/>.</param>
/// <param name="CommentId">The comment that asked; null where the issue itself did.</param>
public sealed record IssueRef(string Repository, long Number, bool IsPullRequest = false, long? CommentId = null);

/// <param name="Chat">Name of the chat as Publisher's settings have it, for example <c>slack</c>.</param>
/// <param name="Workspace">The chat's own id of the workspace (Slack: team or enterprise).</param>
/// <param name="Thread">The first message of the thread (Slack: <c>thread_ts</c>).</param>
/// <param name="Message">The message that asked; null where it is the thread's first.</param>
public sealed record ChatRef(string Chat, string Workspace, string Channel, string Thread, string? Message = null);

/// <param name="Tracker">Name of the tracker as Publisher's settings have it, for example <c>linear</c>.</param>
/// <param name="Key">The tracker's id of the issue.</param>
public sealed record TicketRef(string Tracker, string Key);

/// <summary>A pull request as it was when something happened to it.</summary>
/// <param name="Repository">The repository's address, see <see cref="Missions.RepositoryRef"/>.</param>
/// <param name="HeadCommit">Full id of the commit that is asked to be merged.</param>
/// <param name="BaseBranch">The branch that it is to be merged into.</param>
public sealed record PullRequestRef(string Repository, long Number, string HeadCommit, string BaseBranch)
{
    /// <summary>Null where it was not told.</summary>
    public string? HeadBranch { get; init; }

    /// <summary>Whether the head lies in another repository: nobody pushes there.</summary>
    public bool FromFork { get; init; }

    public bool Draft { get; init; }

    /// <summary>The commit that was its head before this push; null for none.</summary>
    public string? Before { get; init; }
}
