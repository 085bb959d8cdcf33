using Factory.Contracts;
using Factory.Workspaces.Repositories.Remotes;

namespace Factory.Publisher.Remotes;

/// <summary>A factory without settings for forges: it works with repositories of its own machine alone.</summary>
internal sealed class NoForges : IGitCredentials
{
    public Task<GitAccess?> For(string team, RepositoryAddress repository, GitRights rights, CancellationToken ct) => Task.FromResult<GitAccess?>(null);
}
