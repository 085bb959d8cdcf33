using Factory.Contracts;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;

namespace Factory.Publisher.Remotes;

internal enum GitRights
{
    Read = 1,
    Write = 2,
}

/// <summary>Where git's credentials for a repository on another machine come from: the forges of the operator's settings.</summary>
internal interface IGitCredentials
{
    /// <summary>Credentials that hold for this repository, for these rights only where that can be had, and long enough for one fetch or push.</summary>
    /// <returns>Null where the settings name no forge for the repository's host, or none that this team may use.</returns>
    /// <exception cref="UnusableRepository">The forge of the settings gives none for this repository; the message says why, without a secret. What may pass by itself is any other exception.</exception>
    Task<GitAccess?> For(string team, RepositoryAddress repository, GitRights rights, CancellationToken ct);
}
