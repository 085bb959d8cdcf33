using Factory.Contracts;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;

namespace Factory.Publisher.Remotes;

/// <summary>Opens repositories on other machines: the address is read anew, a forge of the settings must be for its host, and its name must lead where the settings allow.</summary>
internal sealed class RemoteRepositories(IGitCredentials credentials, HostPlaces places)
{
    /// <exception cref="UnusableRepository">It may not be used; the message says why, and what to do.</exception>
    /// <exception cref="RemoteUnreachable">It may work later.</exception>
    public async Task<RemoteRepository> Open(string team, string written, GitRights rights, CancellationToken ct)
    {
        var address = RepositoryAddress.Read(written, out var problem) ?? throw new UnusableRepository(problem!);
        var access = await credentials.For(team, address, rights, ct)
            ?? throw new UnusableRepository($"No forge of factory.publisher.yaml is for {address.Authority}, so {address} is not used. Add one there with its host and credentials: docs/repositories.md says how.");
        return new RemoteRepository(address.ToString(), await places.Of(address.Host, access.AllowsPrivateHost, ct), access);
    }
}
