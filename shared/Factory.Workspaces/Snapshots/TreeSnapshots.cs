using System.Text;
using Factory.Workspaces.Linux;
using Factory.Workspaces.Repositories;

namespace Factory.Workspaces.Snapshots;

/// <summary>
/// Turns the checkout into git trees and back through an index of its own, so that the index that commands see stays as it was.
/// Paths are listed first and handed over one by one: <c>git add</c> would look into repositories that lie in the checkout.
/// </summary>
internal sealed class TreeSnapshots(Git git, WorkspaceFolders folders, string gitInside)
{
    /// <summary>Files above this are not taken, in bytes.</summary>
    private const long LargestFile = 64L << 20;
    private const string IndexName = "snapshot-index";
    private const string ComposeIndexName = "compose-index";
    private string? lastTree;
    private TreeStamp? lastStamp;

    private Dictionary<string, string> WithIndex => new(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = $"{gitInside}/{IndexName}" };

    /// <summary>The tree of the files as they are now, and what could not be taken.</summary>
    /// <param name="headTree">Tree that was checked out.</param>
    public async Task<(string Tree, IReadOnlyList<string> Problems)> Take(string headTree, CancellationToken cancellationToken)
    {
        // Before git looks: what changes after this is seen next time.
        var stamp = TreeStamp.Of(folders.Tree, TimeProvider.System);
        if (lastTree is not null && stamp is not null && stamp.Hash == lastStamp?.Hash)
            return (lastTree, []);
        lastStamp = null;
        StartIndex();
        lastTree ??= headTree;
        var listed = await git.Run(["ls-files", "-z", "--modified", "--deleted", "--others", "--exclude-standard"], cancellationToken, environment: WithIndex);
        var problems = new List<string>();
        var taken = Split(listed.Bytes).Distinct(StringComparer.Ordinal).Where(path => CanTake(path, problems)).ToList();
        if (taken.Count > 0)
        {
            await git.Run(["update-index", "-z", "--add", "--remove", "--replace", "--stdin"], cancellationToken, Encoding.UTF8.GetBytes(string.Join('\0', taken) + '\0'), WithIndex);
            lastTree = (await git.Run(["write-tree"], cancellationToken, environment: WithIndex)).Line;
        }

        // Files that could not be taken are told each time.
        lastStamp = problems.Count == 0 && stamp is { IsSettled: true } ? stamp : null;
        return (lastTree, problems);
    }

    /// <summary>Makes the files be those of the tree. What is there now and not ignored has been taken before.</summary>
    /// <param name="tree">Id of a tree.</param>
    public async Task PutBack(string tree, CancellationToken cancellationToken)
    {
        await git.Run(["read-tree", "--reset", "-u", tree], cancellationToken, environment: WithIndex);
        (lastTree, lastStamp) = (tree, null);
    }

    /// <summary>A tree like the given one with these paths as the commit has them: replaced, added, or left out.</summary>
    public async Task<string> Compose(string tree, string commit, IReadOnlySet<string> paths, CancellationToken cancellationToken)
    {
        var index = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = $"{gitInside}/{ComposeIndexName}" };
        var listed = await git.Run(["ls-tree", "-r", "-z", "--full-tree", commit], cancellationToken);
        var entries = Split(listed.Bytes).Select(e => e.Split('\t', 2)).Where(e => paths.Contains(e[1])).ToDictionary(e => e[1], e => e[0].Split(' '), StringComparer.Ordinal);
        var lines = paths.Where(p => !entries.ContainsKey(p)).Select(p => $"0 {new string('0', commit.Length)}\t{p}\0").Concat(entries.Select(e => $"{e.Value[0]} {e.Value[2]}\t{e.Key}\0"));
        await git.Run(["read-tree", tree], cancellationToken, environment: index);
        await git.Run(["update-index", "-z", "--add", "--replace", "--index-info"], cancellationToken, Encoding.UTF8.GetBytes(string.Concat(lines)), index);
        return (await git.Run(["write-tree"], cancellationToken, environment: index)).Line;
    }

    internal static IEnumerable<string> Split(byte[] bytes) => Encoding.UTF8.GetString(bytes).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private void StartIndex()
    {
        var index = Path.Combine(folders.GitFolder, IndexName);
        var opened = Path.Combine(folders.GitFolder, "index");
        if (File.Exists(index) || !File.Exists(opened))
            return;
        File.Copy(opened, index);
        if (LinuxCalls.IsRoot)
            _ = LinuxCalls.ChangeOwnerOfLink(index, folders.Owner.User, folders.Owner.Group);
    }

    private bool CanTake(string path, List<string> problems)
    {
        if (path.EndsWith('/'))
        {
            problems.Add($"{path} is a git repository of its own inside the checkout; delete its .git folder, or the whole folder.");
            return false;
        }

        var status = FileStatus.Of(Path.Combine(folders.Tree, path));
        var problem = status switch
        {
            { Kind: FileKind.Special } => $"{path} is a pipe, socket or device; delete it.",
            { Kind: FileKind.Regular, Size: > LargestFile } => $"{path} has {status.Size >> 20} MB, more than the {LargestFile >> 20} MB that a change may hold; delete it or have .gitignore name it.",
            { Kind: FileKind.Regular } when (status.Permissions & 0x100) == 0 => $"{path} may not be read by its owner; chmod u+r or delete it.",
            _ => null,
        };
        if (problem is not null)
            problems.Add(problem);
        return problem is null && status.Kind != FileKind.Folder;
    }
}
