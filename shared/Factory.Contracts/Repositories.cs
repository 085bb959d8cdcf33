using Factory.Contracts.Missions;

namespace Factory.Contracts.Repositories;

// What missions ask of the publisher, the only one that reads from and writes to where repositories live.

/// <summary>Bring the mirror of a repository up to date and resolve the base.</summary>
public sealed record FetchRepository(Guid MissionId, string Team, RepositoryRef Repository, string ReplyTo);

/// <param name="Mirror">Name of the mirror under the mirrors' folder, which computers mount read-only.</param>
/// <param name="BaseCommit">Full id of the commit that the base names.</param>
public sealed record RepositoryFetched(Guid MissionId, string Mirror, string BaseCommit);

/// <summary>The repository cannot be used; says what, where, and what to do.</summary>
public sealed record RepositoryUnusable(Guid MissionId, string Reason);

/// <summary>Make the branch in the repository. Repeating it finds the branch that is there.</summary>
/// <param name="Pack">Thin pack that holds <paramref name="Commit"/> above <paramref name="BaseCommit"/>.</param>
public sealed record PublishChange(Guid MissionId, string Team, RepositoryRef Repository, string Mirror, string BaseCommit, string Commit, BlobRef Pack, string Branch, string ReplyTo)
{
    /// <summary>What every branch of the factory begins with.</summary>
    public const string BranchPrefix = "factory/";
}

public sealed record ChangePublished(Guid MissionId, string Branch, string Commit, string Url);

public sealed record PublishingRefused(Guid MissionId, string Reason);
