using Factory.Workspaces.Files;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>Puts a branch into a repository on another machine: exactly one commit, under one prefix, and only over what is known to have been there.</summary>
public sealed class RemotePublisher
{
    private readonly string folder;
    private readonly string prefix;
    private readonly Sandbox sandbox;
    private readonly RemoteLimits limits;

    /// <param name="prefix">What every branch begins with.</param>
    public RemotePublisher(string mirrorsFolder, string prefix, SandboxOptions sandbox, RemoteLimits limits)
    {
        folder = Path.GetFullPath(mirrorsFolder);
        this.prefix = prefix;
        this.sandbox = new Sandbox(sandbox, Path.Combine(folder, ".sandbox"));
        this.limits = limits;
    }

    /// <summary>Publishes. Repeating it finds the branch that is there.</summary>
    /// <param name="replaces">The commit that was published on the branch before, and that it is moved on from; null for a branch that is not there.</param>
    /// <exception cref="UnusableRepository">The branch is at another commit, its name is not allowed, the mirror is not of this repository, or the host refuses.</exception>
    /// <exception cref="RemoteUnreachable">It may work later.</exception>
    public async Task<PublishedBranch> Publish(RemoteRepository remote, string mirror, string baseCommit, string commit, ReadOnlyMemory<byte> pack, string branch, string? replaces, CancellationToken cancellationToken)
    {
        var wrong = branch.StartsWith(prefix, StringComparison.Ordinal) ? RefNames.Problem(branch) : $"only branches under {prefix} are pushed";
        if (wrong is not null)
            throw new UnusableRepository($"The branch cannot be named '{ConfinedPath.Printable(branch)}': {wrong}.");
        if (replaces is not null && !RefNames.IsCommitId(replaces))
            throw new UnusableRepository("The commit that is replaced is no full commit id.");
        if (mirror != RemoteMirrors.Name(remote.Address))
            throw new UnusableRepository($"The mirror '{ConfinedPath.Printable(mirror)}' is not that of {remote}. Fetch the repository first.");
        await sandbox.Check(cancellationToken);
        await using var change = await PackedChange.Take(folder, sandbox, mirror, baseCommit, commit, pack, cancellationToken);
        using var session = new RemoteSession(sandbox, remote, limits, SandboxUsers.For(Guid.ParseExact(mirror, "n")));
        return await new BranchPush(session, remote, Mounts(change.Folder, Path.Combine(folder, mirror)), change.Folder, branch).Push(commit, replaces, cancellationToken);
    }

    private static Mount[] Mounts(string change, string mirror) => [new(mirror, mirror, Writable: false), new(change, change, Writable: false)];
}
