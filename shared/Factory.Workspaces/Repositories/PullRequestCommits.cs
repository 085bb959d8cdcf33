using Factory.Workspaces.Snapshots;

namespace Factory.Workspaces.Repositories;

/// <summary>The commits of a pull request and of its base, to read.</summary>
public sealed class PullRequestCommits : IAsyncDisposable
{
    private readonly PackedChange packed;

    internal PullRequestCommits(PackedChange packed) => this.packed = packed;

    /// <summary>Whether the commit is here.</summary>
    public async Task<bool> Has(string commit, CancellationToken cancellationToken) =>
        RefNames.IsCommitId(commit) && (await packed.Git.Try(["cat-file", "-e", $"{commit}^{{commit}}"], cancellationToken)).ExitCode == 0;

    /// <summary>Whether the first is an ancestor of the second, or the same.</summary>
    public async Task<bool> IsAncestor(string commit, string of, CancellationToken cancellationToken) =>
        (await packed.Git.Try(["merge-base", "--is-ancestor", commit, of], cancellationToken)).ExitCode == 0;

    /// <summary>Files that differ between two commits.</summary>
    public async Task<IReadOnlyList<ChangedFile>> Changes(string from, string to, CancellationToken cancellationToken) => (await new TreeChanges(packed.Git).Between(from, to, cancellationToken)).Files;

    /// <summary>Symbolic links and submodules that the second commit has otherwise than the first: path, and what it is.</summary>
    public async Task<IReadOnlyList<(string Path, bool IsSubmodule)>> Links(string from, string to, CancellationToken cancellationToken)
    {
        var raw = await packed.Git.Run(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-textconv", "--no-ext-diff", from, to, "--"], cancellationToken);
        var fields = TreeSnapshots.Split(raw.Bytes).ToList();
        var links = new List<(string, bool)>();
        for (var i = 0; i + 1 < fields.Count; i += 2)
        {
            var mode = fields[i].Split(' ')[1];
            if (mode is ChangeEntry.Submodule or ChangeEntry.Symlink)
                links.Add((fields[i + 1], mode == ChangeEntry.Submodule));
        }

        return links;
    }

    /// <summary>Unified diff between two commits, files that look binary line by line, too. Cut after so many characters.</summary>
    public async Task<string> Diff(string from, string to, int limit, CancellationToken cancellationToken)
    {
        var diff = (await packed.Git.Run(["diff-tree", "-r", "-p", "--no-renames", "--no-textconv", "--no-ext-diff", "--no-color", "--full-index", "--text", from, to, "--"], cancellationToken)).Text;
        return diff.Length <= limit ? diff : diff[..limit];
    }

    /// <summary>The files of a commit.</summary>
    public CommitReader At(string commit) => new(packed.Git, commit, commit);

    public ValueTask DisposeAsync() => packed.DisposeAsync();
}
