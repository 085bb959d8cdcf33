using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories;

/// <summary>Opens pull requests for reading, out of a mirror and the pack of their head: no clone, no checkout, and nothing of them is run.</summary>
public sealed class PullRequestReader
{
    private readonly string mirrors;
    private readonly string scratch;
    private readonly Sandbox sandbox;

    /// <param name="mirrorsFolder">Only read.</param>
    /// <param name="scratchFolder">Where packs are unpacked for the time of a reading. Made where it is missing.</param>
    public PullRequestReader(string mirrorsFolder, string scratchFolder, SandboxOptions sandbox)
    {
        (mirrors, scratch) = (Path.GetFullPath(mirrorsFolder), Path.GetFullPath(scratchFolder));
        this.sandbox = new Sandbox(sandbox, Path.Combine(scratch, ".sandbox"));
    }

    /// <param name="mirror">Name of the mirror.</param>
    /// <param name="mergeBase">Full id of the commit that the pack is on top of.</param>
    /// <param name="head">Full id of the head.</param>
    /// <exception cref="UnusableRepository">The mirror, the pack or a commit is not what it should be.</exception>
    public async Task<PullRequestCommits> Open(string mirror, string mergeBase, string head, ReadOnlyMemory<byte> pack, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(scratch);
        await sandbox.Check(cancellationToken);
        return new PullRequestCommits(await PackedChange.Take(mirrors, sandbox, mirror, mergeBase, head, pack, cancellationToken, scratch));
    }
}
