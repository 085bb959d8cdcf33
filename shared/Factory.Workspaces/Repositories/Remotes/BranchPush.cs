using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>The push of one branch.</summary>
internal sealed class BranchPush(RemoteSession session, RemoteRepository remote, IReadOnlyList<Mount> mounts, string gitFolder, string branch)
{
    private readonly string reference = "refs/heads/" + branch;

    public async Task<PublishedBranch> Push(string commit, string? replaces, CancellationToken cancellationToken)
    {
        var there = await Existing(cancellationToken);
        if (there == commit)
            return new PublishedBranch(branch, commit, WasThere: true);
        if (there != replaces && there is not null)
            throw MovedOn(there, commit);
        if (there is null && replaces is not null)
            throw new UnusableRepository($"{remote} has no branch {branch} any more: somebody deleted it, and it was not made again.");
        var pushed = await session.Reaching(gitFolder, mounts, looks: false).Try(
            [
                "push", "--porcelain", "--quiet", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no", "--receive-pack=git-receive-pack", $"--force-with-lease={reference}:{replaces}",
                "--", remote.Url, $"{commit}:{reference}",
            ],
            cancellationToken);
        if (pushed.ExitCode == 0)
            return new PublishedBranch(branch, commit, WasThere: false);
        return await AfterFailure(pushed, commit, cancellationToken);
    }

    private async Task<string?> Existing(CancellationToken cancellationToken)
    {
        var refs = await RemoteRefs.Ask(session.Reaching(gitFolder, mounts, looks: true), session, remote.Url, [reference], writes: true, cancellationToken);
        return refs.Commits.GetValueOrDefault(reference);
    }

    /// <summary>A push whose answer was lost may have done its work, and one that lost a race says only that it did.</summary>
    private async Task<PublishedBranch> AfterFailure(GitOutput pushed, string commit, CancellationToken cancellationToken)
    {
        var refusal = pushed.Text.Split('\n').FirstOrDefault(line => line.StartsWith('!') && line.Contains(reference, StringComparison.Ordinal));
        if (refusal is null)
            throw session.Failure(pushed, writes: true);
        if (await Existing(cancellationToken) is { } there)
        {
            if (there == commit)
                return new PublishedBranch(branch, commit, WasThere: true);
            if (refusal.Contains("[rejected]", StringComparison.Ordinal))
                throw MovedOn(there, commit);
        }

        var why = RemoteFailure.Quote(remote, $"{refusal[(refusal.LastIndexOf('\t') + 1)..]}\n{pushed.Error}");
        throw new UnusableRepository($"{remote} did not take the branch {branch}: {why} Look at the rules that protect its branches, and at what its hooks say.");
    }

    private UnusableRepository MovedOn(string there, string commit) =>
        new($"{remote} has a branch {branch} already, at {there} instead of {commit}. It was left alone: somebody moved it on. Delete or rename it, then try again.");
}
