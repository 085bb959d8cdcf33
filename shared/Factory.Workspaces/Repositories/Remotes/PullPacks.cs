using System.Text;

namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>Makes of a pull request's commits what travels: packs above the commit where it left its base branch.</summary>
internal sealed class PullPacks(Git git, string mirror, string address)
{
    private const int LargestPack = 128 << 20;

    /// <param name="keep">Has the mirror keep a commit.</param>
    public async Task<FetchedPull> Make(long number, string head, string tip, string? before, Func<string, Task> keep, CancellationToken cancellationToken)
    {
        var bases = await git.Try(["merge-base", tip, head], cancellationToken);
        if (bases.ExitCode != 0 || !RefNames.IsCommitId(bases.Line))
            throw new UnusableRepository($"Pull request {number} of {address} has no commit in common with its base branch: there is nothing to compare it with.");
        var mergeBase = bases.Line;
        await keep(mergeBase);
        await keep(tip);
        var rewritten = before is not null && !await Leads(before, head, cancellationToken);
        var counts = before is not null && !rewritten && before != head && before != mergeBase && await Leads(mergeBase, before, cancellationToken);
        return new FetchedPull(mirror, mergeBase, tip, await Pack(number, head, mergeBase, cancellationToken), rewritten)
        {
            BeforePack = counts ? await Pack(number, before!, mergeBase, cancellationToken) : (ReadOnlyMemory<byte>?)null,
            Size = await TreeSizes.Measure(git, tip, cancellationToken),
        };
    }

    /// <summary>Whether one commit is among those that led to another. One that is not there is not.</summary>
    private async Task<bool> Leads(string ancestor, string commit, CancellationToken cancellationToken) =>
        (await git.Try(["merge-base", "--is-ancestor", ancestor, commit], cancellationToken)).ExitCode == 0;

    private async Task<ReadOnlyMemory<byte>> Pack(long number, string commit, string mergeBase, CancellationToken cancellationToken)
    {
        var pack = await git.Try(["pack-objects", "--revs", "--thin", "--stdout", "--delta-base-offset", "-q"], cancellationToken, Encoding.ASCII.GetBytes($"{commit}\n^{mergeBase}\n"));
        if (pack.Bytes.Length > LargestPack)
            throw new UnusableRepository($"Pull request {number} of {address} changes more than the {LargestPack >> 20} MB that are looked at. Make it smaller.");
        return pack.ExitCode == 0 ? pack.Bytes : throw new UnusableRepository($"Pull request {number} of {address} could not be packed: {pack.Error.Trim()}");
    }
}
