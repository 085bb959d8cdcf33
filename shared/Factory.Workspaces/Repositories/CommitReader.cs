using System.Globalization;
using System.Text;
using Factory.Workspaces.Files;

namespace Factory.Workspaces.Repositories;

/// <summary>A file of a commit.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
/// <param name="Blob">Id of its content.</param>
/// <param name="Size">In bytes.</param>
public sealed record CommittedFile(string Path, string Blob, long Size);

/// <summary>Reads commits, whatever the checkout holds by now: nothing that is read here can have been changed by a droid or on a branch.</summary>
public sealed class CommitReader
{
    private const int MostCommits = 100;
    private readonly Git git;
    private readonly string baseCommit;
    private readonly string head;

    internal CommitReader(Git git, string baseCommit, string head) => (this.git, this.baseCommit, this.head) = (git, baseCommit, head);

    /// <summary>The regular files of the base commit, in order of path. Links and submodules are left out; of names that are not UTF-8 and look the same, all but one.</summary>
    public async Task<IReadOnlyList<CommittedFile>> Files(CancellationToken cancellationToken)
    {
        var listed = await git.Run(["ls-tree", "-r", "-l", "-z", "--full-tree", baseCommit], cancellationToken);
        return [.. listed.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Entry).OfType<CommittedFile>().DistinctBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>The contents, in the order of the files.</summary>
    public async Task<IReadOnlyList<byte[]>> Read(IReadOnlyList<CommittedFile> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return [];
        var input = Encoding.ASCII.GetBytes(string.Concat(files.Select(file => file.Blob + "\n")));
        var output = (await git.Run(["cat-file", "--batch"], cancellationToken, input)).Bytes;
        var contents = new List<byte[]>(files.Count);
        for (var at = 0; contents.Count < files.Count;)
        {
            var end = Array.IndexOf(output, (byte)'\n', at);
            var size = int.Parse(Encoding.ASCII.GetString(output, at, end - at).Split(' ')[^1], CultureInfo.InvariantCulture);
            contents.Add(output[(end + 1)..(end + 1 + size)]);
            at = end + size + 2;
        }

        return contents;
    }

    /// <summary>Those of the paths that are regular files of the base commit, each of so many bytes at most, with their contents.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> Read(IReadOnlyCollection<string> paths, int mostBytes, CancellationToken cancellationToken)
    {
        var wanted = paths.ToHashSet(StringComparer.Ordinal);
        var files = wanted.Count == 0 ? [] : (await Files(cancellationToken)).Where(file => wanted.Contains(file.Path) && file.Size <= mostBytes).ToList();
        var contents = await Read(files, cancellationToken);
        return files.Select((file, index) => (file.Path, Content: contents[index])).ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
    }

    /// <summary>Commits up to the head, newest first, one a line: id, date, author, subject.</summary>
    /// <param name="path">Only those that changed this file or folder; null for all.</param>
    public async Task<string> Log(string? path, int count, CancellationToken cancellationToken) => (await git.Run(
        ["log", $"--max-count={Math.Clamp(count, 1, MostCommits)}", "--no-decorate", "--date=short", "--format=%h %ad %an: %s", head, "--", .. path is null ? (string[])[] : [ConfinedPath.Check(path)]], cancellationToken)).Text;

    /// <summary>A commit's message, files and diff.</summary>
    /// <param name="commit">Its id, or the first digits of it.</param>
    /// <exception cref="FileRefused">It is not one of those that led to the head.</exception>
    public async Task<string> Show(string commit, CancellationToken cancellationToken)
    {
        var id = await Find(commit, cancellationToken) ?? throw new FileRefused($"'{ConfinedPath.Printable(commit)}' is no commit of this history. Give an id as the log shows it.");
        return (await git.Run(["show", "--no-textconv", "--no-ext-diff", "--no-color", "--date=short", "--stat", "-p", "--format=%H %ad %an%n%n%B", id, "--"], cancellationToken)).Text;
    }

    /// <summary>The full id of a commit that led to the head; null when it is none.</summary>
    /// <param name="commit">Its id, or the first digits of it.</param>
    public async Task<string?> Find(string commit, CancellationToken cancellationToken)
    {
        if (commit.Length is < 4 or > 40 || !commit.All(char.IsAsciiHexDigit))
            return null;
        var id = await git.Try(["rev-parse", "--verify", "--quiet", "--end-of-options", $"{commit}^{{commit}}"], cancellationToken);
        return id.ExitCode == 0 && (await git.Try(["merge-base", "--is-ancestor", id.Line, head], cancellationToken)).ExitCode == 0 ? id.Line : null;
    }

    /// <summary>Who wrote these lines of a file as it is at the head, and in which commit.</summary>
    /// <exception cref="FileRefused">The head has no such file or lines.</exception>
    public async Task<string> Blame(string path, int firstLine, int lastLine, CancellationToken cancellationToken)
    {
        var blamed = await git.Try(["blame", "--no-textconv", "--date=short", "-L", $"{firstLine},{lastLine}", head, "--", ConfinedPath.Check(path)], cancellationToken);
        return blamed.ExitCode == 0 ? blamed.Text : throw new FileRefused($"The history says nothing of these lines: {blamed.Error.Trim()}");
    }

    /// <summary><c>mode SP type SP id SP size TAB path</c>; only regular files have what can be read as one.</summary>
    private static CommittedFile? Entry(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        var parts = line[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts[0] is "100644" or "100755" ? new CommittedFile(line[(tab + 1)..], parts[2], long.Parse(parts[3], CultureInfo.InvariantCulture)) : null;
    }
}
