using System.Globalization;
using System.Text;
using Factory.Workspaces.Sandboxing;
using Factory.Workspaces.Snapshots;

namespace Factory.Workspaces.Repositories;

/// <summary>Reads what a thin pack's commit changes, for those who decide whether it may leave.</summary>
public sealed class ChangeReader
{
    private const long LargestChange = 128L << 20;
    private readonly string folder;
    private readonly Sandbox sandbox;

    public ChangeReader(string mirrorsFolder, SandboxOptions sandbox)
    {
        folder = Path.GetFullPath(mirrorsFolder);
        this.sandbox = new Sandbox(sandbox, Path.Combine(folder, ".sandbox"));
    }

    /// <param name="pack">Thin pack with <paramref name="commit"/> above <paramref name="baseCommit"/>.</param>
    /// <exception cref="UnusableRepository">The mirror, the pack or the commit is not what it should be, or the change is too large to be looked at.</exception>
    public async Task<ChangeContents> Read(string mirror, string baseCommit, string commit, ReadOnlyMemory<byte> pack, CancellationToken cancellationToken)
    {
        await sandbox.Check(cancellationToken);
        await using var change = await PackedChange.Take(folder, sandbox, mirror, baseCommit, commit, pack, cancellationToken);
        var header = (await change.Git.Run(["log", "-1", "--no-show-signature", "--format=%T%x00%P%x00%B", commit, "--"], cancellationToken)).Text.Split('\0', 3);
        var raw = await change.Git.Run(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-textconv", "--no-ext-diff", "--full-index", baseCommit, commit, "--"], cancellationToken);
        var fields = TreeSnapshots.Split(raw.Bytes).ToList();
        var changed = new List<(string OldMode, string NewMode, string Before, string After, string Path)>();
        for (var i = 0; i + 1 < fields.Count; i += 2)
        {
            var parts = fields[i][1..].Split(' ');
            changed.Add((parts[0], parts[1], parts[2], parts[3], fields[i + 1]));
        }

        var blobs = await Blobs(change.Git, changed.SelectMany(entry => new[] { (entry.OldMode, entry.Before), (entry.NewMode, entry.After) }), cancellationToken);
        return new ChangeContents(
            header[1].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            header[2].TrimEnd('\n') + "\n",
            [.. changed.OrderBy(entry => entry.Path, StringComparer.Ordinal).Select(entry => new ChangeEntry(entry.Path, entry.OldMode, entry.NewMode, Content(blobs, entry.Before), Content(blobs, entry.After)))])
        {
            Tree = header[0].Trim(),
        };
    }

    private static ReadOnlyMemory<byte>? Content(Dictionary<string, ReadOnlyMemory<byte>> blobs, string id) => blobs.TryGetValue(id, out var content) ? content : null;

    private static async Task<Dictionary<string, ReadOnlyMemory<byte>>> Blobs(Git git, IEnumerable<(string Mode, string Id)> wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.Where(blob => blob.Mode is not (ChangeEntry.Absent or ChangeEntry.Submodule)).Select(blob => blob.Id).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
            return [];
        var input = Encoding.ASCII.GetBytes(string.Join('\n', ids) + "\n");
        var sizes = await git.Run(["cat-file", "--batch-check=%(objectsize)"], cancellationToken, input);
        var total = sizes.Line.Split('\n').Sum(size => long.Parse(size, CultureInfo.InvariantCulture));
        if (total > LargestChange)
            throw new UnusableRepository($"The change touches {total >> 20} MB of content; at most {LargestChange >> 20} MB are looked at. Make it smaller.");
        return Parse((await git.Run(["cat-file", "--batch"], cancellationToken, input)).Bytes);
    }

    /// <summary>Each object is a line "id type size", its content, and a line break.</summary>
    private static Dictionary<string, ReadOnlyMemory<byte>> Parse(byte[] batch)
    {
        var blobs = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        for (var at = 0; at < batch.Length;)
        {
            var end = Array.IndexOf(batch, (byte)'\n', at);
            var header = Encoding.ASCII.GetString(batch, at, end - at).Split(' ');
            var size = int.Parse(header[2], CultureInfo.InvariantCulture);
            blobs[header[0]] = batch.AsMemory(end + 1, size);
            at = end + 1 + size + 1;
        }

        return blobs;
    }
}
