using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>What a base is called by its host, and by people.</summary>
/// <param name="Reference">A reference of the host, or a commit id.</param>
/// <param name="Spoken">As people write it.</param>
internal sealed record BaseName(string Reference, string Spoken);

/// <summary>A mirror during one conversation with the host that it is of.</summary>
internal sealed class OpenedMirror : IDisposable
{
    private static readonly string[] Usual = ["refs/heads/main", "refs/heads/master"];
    private readonly string path;
    private readonly RemoteRepository remote;
    private readonly RemoteSession session;
    private readonly Git looking;
    private readonly Git fetching;

    public OpenedMirror(string path, RemoteRepository remote, RemoteSession session)
    {
        (this.path, this.remote, this.session) = (path, remote, session);
        Mount[] mounts = [new(path, path, Writable: true)];
        Git = session.Local(path, mounts);
        looking = session.Reaching(path, mounts, looks: true);
        fetching = session.Reaching(path, mounts, looks: false);
    }

    public string Name => Path.GetFileName(path);

    /// <summary>Without a network.</summary>
    public Git Git { get; }

    public void Dispose() => session.Dispose();

    public Task<IDisposable> Lock(CancellationToken cancellationToken) => MirrorLock.Take(path + ".lock", cancellationToken);

    /// <summary>The commit that the host has for a base, where it can be told before anything is fetched.</summary>
    public async Task<(string? Commit, BaseName Name)> Find(string? baseRef, CancellationToken cancellationToken)
    {
        if (baseRef is null or "HEAD")
            return await FindHead(cancellationToken);
        var (branch, tag) = ("refs/heads/" + baseRef, "refs/tags/" + baseRef);
        var refs = await Ask(["HEAD", branch, tag, tag + "^{}"], cancellationToken);
        if (refs.First(branch, tag + "^{}", tag) is { } found)
            return (refs.Commits[found], new BaseName(found.StartsWith(tag, StringComparison.Ordinal) ? tag : branch, baseRef));
        if (baseRef.Length is >= 7 and <= 64 && baseRef.All(char.IsAsciiHexDigit))
            return (RefNames.IsCommitId(baseRef) ? baseRef : null, new BaseName(baseRef, baseRef));
        throw await Unknown($"The base '{baseRef}' names no commit in {remote}.", cancellationToken);
    }

    public async Task<(string Tip, string Head)> AskPull(long number, string baseBranch, CancellationToken cancellationToken)
    {
        var (branch, pull) = ("refs/heads/" + baseBranch, $"refs/pull/{number}/head");
        var refs = await Ask([branch, pull], cancellationToken);
        if (!refs.Commits.TryGetValue(branch, out var tip))
            throw await Unknown($"The base branch '{baseBranch}' of pull request {number} is not in {remote}.", cancellationToken);
        return refs.Commits.TryGetValue(pull, out var head) ? (tip, head) : throw new UnusableRepository($"{remote} has no pull request {number} (no {pull}). Check the number.");
    }

    /// <summary>References of the host land beneath refs/source, so that pruning there can never touch a reference of ours.</summary>
    public async Task Bring(IReadOnlyList<string> refspecs, CancellationToken cancellationToken)
    {
        var fetched = await Fetch(["--prune"], refspecs, cancellationToken);
        if (fetched.ExitCode != 0)
            throw session.Failure(fetched, writes: false);
    }

    /// <summary>Brings one commit by its id where it is not there yet; hosts may refuse that.</summary>
    /// <returns>Whether it is there.</returns>
    public async Task<bool> Bring(string commit, CancellationToken cancellationToken)
    {
        if (await Commit(commit, cancellationToken) is not null)
            return true;
        var fetched = await Fetch([], [commit], cancellationToken);
        if (fetched.ExitCode != 0 && session.Failure(fetched, writes: false) is RemoteUnreachable unreachable && !fetched.Error.Contains("not our ref", StringComparison.Ordinal) && !fetched.Error.Contains("unadvertised", StringComparison.Ordinal))
            throw unreachable;
        return await Commit(commit, cancellationToken) is not null;
    }

    public async Task<bool> Has(string reference, CancellationToken cancellationToken) =>
        (await Git.Try(["rev-parse", "--verify", "--quiet", "--end-of-options", reference], cancellationToken)).ExitCode == 0;

    /// <summary>The commit that a name in the mirror stands for; null where there is none.</summary>
    public async Task<string?> Commit(string name, CancellationToken cancellationToken)
    {
        var found = await Git.Try(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"], cancellationToken);
        return found.ExitCode == 0 && RefNames.IsCommitId(found.Line) ? found.Line : null;
    }

    /// <summary>The commit of a base, after the host's references were fetched.</summary>
    public async Task<string> Resolve(BaseName name, CancellationToken cancellationToken)
    {
        if (name.Reference.StartsWith("refs/", StringComparison.Ordinal))
        {
            return await Commit("refs/source/" + name.Reference["refs/".Length..], cancellationToken)
                ?? throw new RemoteUnreachable($"{name.Spoken} went away in {remote} while it was fetched, or is no commit.");
        }

        if (RefNames.IsCommitId(name.Reference))
            await Bring(name.Reference, cancellationToken);
        return await Commit(name.Reference, cancellationToken) ?? throw await Unknown($"The base '{name.Spoken}' names no commit in {remote}.", cancellationToken);
    }

    public async Task Keep(string under, string commit, CancellationToken cancellationToken) => await Git.Run(["update-ref", under + commit, commit], cancellationToken);

    /// <summary>Call it under the lock.</summary>
    public Task Pack(Action<string> told, CancellationToken cancellationToken) => new MirrorPacking(path, Git, told).Pack(cancellationToken);

    private Task<RemoteRefs> Ask(IReadOnlyList<string> wanted, CancellationToken cancellationToken) => RemoteRefs.Ask(looking, session, remote.Url, wanted, writes: false, cancellationToken);

    private async Task<(string? Commit, BaseName Name)> FindHead(CancellationToken cancellationToken)
    {
        var refs = await Ask(["HEAD", .. Usual], cancellationToken);
        if (refs.Head is { } named && named.StartsWith("refs/heads/", StringComparison.Ordinal) && refs.Commits.TryGetValue("HEAD", out var commit))
            return (commit, new BaseName(named, named["refs/heads/".Length..]));
        if (refs.Commits.TryGetValue("HEAD", out var detached))
            return (detached, new BaseName(detached, detached));
        return refs.First(Usual) is { } usual
            ? (refs.Commits[usual], new BaseName(usual, usual["refs/heads/".Length..]))
            : throw await Unknown($"{remote}: HEAD names no commit.", cancellationToken);
    }

    private async Task<UnusableRepository> Unknown(string what, CancellationToken cancellationToken) =>
        new($"{what} {(await Ask(["refs/heads/*"], cancellationToken)).Known()}");

    private Task<GitOutput> Fetch(IReadOnlyList<string> options, IReadOnlyList<string> refspecs, CancellationToken cancellationToken) => fetching.Try(
        [
            .. MirrorPacking.OneFetchOnePack, "fetch", "--quiet", "--force", .. options, "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules", "--refmap=", "--upload-pack=git-upload-pack",
            "--", remote.Url, .. refspecs,
        ],
        cancellationToken);
}
