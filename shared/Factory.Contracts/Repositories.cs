using Factory.Contracts.Missions;

namespace Factory.Contracts.Repositories;

// What missions ask of the publisher, the only one that reads from and writes to where repositories live.

/// <summary>Bring the mirror of a repository up to date and resolve the base.</summary>
public sealed record FetchRepository(Guid MissionId, string Team, RepositoryRef Repository, string ReplyTo);

/// <param name="Mirror">Name of the mirror under the mirrors' folder, which computers mount read-only.</param>
/// <param name="BaseCommit">Full id of the commit that the base names.</param>
public sealed record RepositoryFetched(Guid MissionId, string Mirror, string BaseCommit)
{
    /// <summary>Null from a publisher of before it was measured.</summary>
    public RepositoryFacts? Facts { get; init; }
}

/// <summary>What casting needs to know about a repository at the base commit, as the publisher saw it.</summary>
/// <param name="Path">Its real path: no symbolic link, no folder inside it, without <c>/.git</c>; of a remote one its address.</param>
/// <param name="Language">One of <see cref="Languages.Names"/>: that of most source files; null where there are none, or it could not be told.</param>
/// <param name="Files">Null where they could not be counted.</param>
/// <param name="Bytes">Size of all files; null as of <paramref name="Files"/>.</param>
public sealed record RepositoryFacts(string Path, string? Language, long? Files, long? Bytes);

/// <summary>The repository cannot be used; says what, where, and what to do.</summary>
public sealed record RepositoryUnusable(Guid MissionId, string Reason);

/// <summary>Make the branch in the repository. Repeating it finds the branch that is there.</summary>
/// <param name="Pack">Thin pack that holds <paramref name="Commit"/> above <paramref name="BaseCommit"/>.</param>
public sealed record PublishChange(Guid MissionId, string Team, RepositoryRef Repository, string Mirror, string BaseCommit, string Commit, BlobRef Pack, string Branch, string ReplyTo)
{
    /// <summary>What every branch of the factory begins with.</summary>
    public const string BranchPrefix = "factory/";

    /// <summary>The commit that the mission published on this branch before: the branch is moved on from there, and from nowhere else. Null for a new branch.</summary>
    public string? Replaces { get; init; }

    /// <summary>Since when the forge has been away; null as long as it was not.</summary>
    public DateTimeOffset? AwaySince { get; init; }

    /// <summary>Where there is a forge a draft pull request is opened for the branch, or brought up to date; null for none.</summary>
    public PullRequestText? PullRequest { get; init; }
}

/// <param name="Body">Markdown: cause, change, evidence, cost and the mission's link.</param>
/// <param name="Closes">The issue of the same repository that it settles; null for none.</param>
public sealed record PullRequestText(string Title, BlobRef Body, long? Closes);

public sealed record ChangePublished(Guid MissionId, string Branch, string Commit, string Url)
{
    /// <summary>The pull request; null where the repository has no forge.</summary>
    public Origins.PullRequestRef? PullRequest { get; init; }
}

public sealed record PublishingRefused(Guid MissionId, string Reason);
