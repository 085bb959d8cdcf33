using System.Security.Cryptography;
using System.Text;
using Factory.Workspaces.Files;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>Bare mirrors of repositories on other machines, beside those of local ones: one folder each, named by a hash of the address. Every fetch asks the host first, with the credentials of this fetch.</summary>
public sealed class RemoteMirrors
{
    private const string KeptBases = "refs/factory/bases/";
    private const string Heads = "refs/heads/";
    private const string Tags = "refs/tags/";
    private readonly string folder;
    private readonly Sandbox sandbox;
    private readonly RemoteLimits limits;
    private readonly Action<string> told;

    /// <param name="folder">Holds the mirrors. Made where it is missing.</param>
    /// <param name="told">What the operator should know and no fetch fails of, such as a mirror that could not be packed. Null: nobody is told.</param>
    public RemoteMirrors(string folder, SandboxOptions sandbox, RemoteLimits limits, Action<string>? told = null)
    {
        this.told = told ?? (_ => { });
        this.folder = Path.GetFullPath(folder);
        this.sandbox = new Sandbox(sandbox, Path.Combine(this.folder, ".sandbox"));
        this.limits = limits;
    }

    /// <summary>Brings the mirror up to date and resolves the base.</summary>
    /// <param name="baseRef">Branch, tag or commit id; null for what HEAD names.</param>
    /// <exception cref="UnusableRepository">The host refuses, the repository is not there or empty, or the base is unknown.</exception>
    /// <exception cref="RemoteUnreachable">It may work later.</exception>
    public async Task<FetchedMirror> Fetch(RemoteRepository remote, string? baseRef, CancellationToken cancellationToken)
    {
        if (baseRef is not null && RefNames.BaseProblem(baseRef) is { } problem)
            throw new UnusableRepository($"'{ConfinedPath.Printable(baseRef)}' cannot be the base in {remote}: {problem}. Give a branch, a tag or a commit id.");
        using var mirror = await Open(remote, cancellationToken);
        var (commit, name) = await mirror.Find(baseRef, cancellationToken);
        using (await mirror.Lock(cancellationToken))
        {
            if (commit is null || !await mirror.Has(KeptBases + commit, cancellationToken))
            {
                await mirror.Bring([$"+{Heads}*:refs/source/heads/*", $"+{Tags}*:refs/source/tags/*"], cancellationToken);
                commit = await mirror.Resolve(name, cancellationToken);
                await mirror.Keep(KeptBases, commit, cancellationToken);
                await mirror.Pack(told, cancellationToken);
            }
        }

        return new FetchedMirror(mirror.Name, commit, name.Spoken) { RepositoryPath = remote.Address, Size = await TreeSizes.Measure(mirror.Git, commit, cancellationToken) };
    }

    /// <summary>Brings a pull request's head and its base branch into the mirror, and makes packs of what it changes.</summary>
    /// <param name="head">The commit that is asked for; where the pull request has moved on meanwhile it is still taken, if the host still has it.</param>
    /// <param name="before">Its head before, for what is new since then; null for none.</param>
    /// <exception cref="UnusableRepository">As of <see cref="Fetch"/>; or the pull request or the commit is not there.</exception>
    /// <exception cref="RemoteUnreachable">It may work later.</exception>
    public async Task<FetchedPull> FetchPull(RemoteRepository remote, long number, string head, string baseBranch, string? before, CancellationToken cancellationToken)
    {
        if (number <= 0 || !RefNames.IsCommitId(head) || (before is not null && !RefNames.IsCommitId(before)))
            throw new UnusableRepository($"Pull request {number} of {remote} has no number, or its head or the commit before is no full commit id.");
        if (RefNames.BaseProblem(baseBranch) is { } problem)
            throw new UnusableRepository($"'{ConfinedPath.Printable(baseBranch)}' cannot be the base branch of pull request {number} of {remote}: {problem}.");
        using var mirror = await Open(remote, cancellationToken);
        var (tip, now) = await mirror.AskPull(number, baseBranch, cancellationToken);
        using (await mirror.Lock(cancellationToken))
        {
            await mirror.Bring([$"+{Heads}*:refs/source/heads/*", $"+refs/pull/{number}/head:refs/source/pull/{number}/head"], cancellationToken);
            tip = await mirror.Commit($"refs/source/heads/{baseBranch}", cancellationToken) ?? tip;
            if (!await mirror.Bring(head, cancellationToken))
                throw new UnusableRepository($"Pull request {number} of {remote} is at {now}, and the commit {head} that was asked for is no longer there: it was overwritten by a later push. The later push is looked at by itself.");
            await mirror.Keep("refs/factory/heads/", head, cancellationToken);
            var fetched = await new PullPacks(mirror.Git, mirror.Name, remote.Address).Make(number, head, tip, before, commit => mirror.Keep(KeptBases, commit, cancellationToken), cancellationToken);
            await mirror.Pack(told, cancellationToken);
            return fetched;
        }
    }

    internal static string Name(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)))[..32];

    private async Task<OpenedMirror> Open(RemoteRepository remote, CancellationToken cancellationToken)
    {
        await sandbox.Check(cancellationToken);
        var name = Name(remote.Address);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        using (await MirrorLock.Take(path + ".lock", cancellationToken))
        {
            var owner = MirrorFolder.Prepare(path, SandboxUsers.For(Guid.ParseExact(name, "n")));
            return new OpenedMirror(path, remote, new RemoteSession(sandbox, remote, limits, owner));
        }
    }
}
