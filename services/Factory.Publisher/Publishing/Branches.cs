using Factory.Contracts;
using Factory.Contracts.Repositories;
using Factory.Publisher.Remotes;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;

namespace Factory.Publisher.Publishing;

/// <summary>Makes the branch of a change where its repository lies. Making it again finds it.</summary>
internal sealed class Branches(RepositoryPublisher local, RemotePublisher pushing, RemoteRepositories remotes)
{
    /// <returns>The branch, and where people see it.</returns>
    /// <exception cref="UnusableRepository">It cannot be made; the message says why.</exception>
    /// <exception cref="RemoteUnreachable">It may work later.</exception>
    public async Task<(PublishedBranch Branch, string Url)> Make(PublishChange command, ReadOnlyMemory<byte> pack, CancellationToken ct)
    {
        var path = command.Repository.Path;
        if (!RepositoryAddress.IsMeant(path))
        {
            var made = await local.Publish(path, command.Mirror, command.BaseCommit, command.Commit, pack, command.Branch, ct);
            return (made, $"{new Uri(path).AbsoluteUri}#{made.Branch}");
        }

        var remote = await remotes.Open(command.Team, path, GitRights.Write, ct);
        var pushed = await pushing.Publish(remote, command.Mirror, command.BaseCommit, command.Commit, pack, command.Branch, command.Replaces, ct);
        return (pushed, $"{RepositoryAddress.Read(path, out _)!.Web}/tree/{pushed.Branch}");
    }
}
