using System.Text;

namespace Factory.Workspaces.Repositories;

/// <summary>
/// Keeps a mirror quick after thousands of fetches: few packs, few references. No object is ever deleted, reachable or not, since workspaces borrow from the mirror without telling it. Killed in the middle,
/// nothing is lost: git writes the new pack whole before it deletes those that are in it.
/// </summary>
/// <param name="told">Why it could not be done. The mirror is as good as before then, only slower; the next fetch tries again.</param>
internal sealed class MirrorPacking(string mirror, Git git, Action<string> told)
{
    /// <summary>More slow each look-up down; each fetch makes one.</summary>
    private const int MostPacks = 50;

    /// <summary>Commits that stay named, and so need not be fetched again, of bases and of pull requests.</summary>
    private const int MostKept = 1_000;

    /// <summary>What makes one fetch one pack, however small: it appears whole or not at all, and packs are all that there is to count.</summary>
    public static IReadOnlyList<string> OneFetchOnePack { get; } = ["-c", "fetch.unpackLimit=1"];

    /// <summary>Call it under the mirror's lock, after a fetch.</summary>
    public async Task Pack(CancellationToken cancellationToken)
    {
        if (Directory.EnumerateFiles(Path.Combine(mirror, "objects", "pack"), "*.idx").Take(MostPacks + 1).Count() <= MostPacks)
            return;
        var named = await git.Try(["for-each-ref", "--sort=-committerdate", "--format=delete %(refname)", "refs/factory", "refs/source/pull"], cancellationToken);
        var forgotten = string.Concat(named.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(MostKept).Select(line => line + "\n"));
        await Try(["update-ref", "--stdin"], cancellationToken, Encoding.UTF8.GetBytes(forgotten));
        await Try(["pack-refs", "--all"], cancellationToken);
        await Try(["repack", "--geometric=2", "-d", "-n", "--quiet"], cancellationToken);
    }

    private async Task Try(IReadOnlyList<string> arguments, CancellationToken cancellationToken, ReadOnlyMemory<byte> input = default)
    {
        var output = await git.Try(arguments, cancellationToken, input);
        if (output.ExitCode != 0)
            told($"The mirror {mirror} could not be packed, and gets slower: git {arguments[0]} ended with {output.ExitCode}: {output.Error.Trim()}. See that its disk has room.");
    }
}
