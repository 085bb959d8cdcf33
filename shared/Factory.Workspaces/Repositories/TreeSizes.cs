using System.Buffers.Text;
using System.Text;

namespace Factory.Workspaces.Repositories;

/// <summary>Counts the files of a commit by listing its tree; nothing is checked out.</summary>
internal static class TreeSizes
{
    private const int LongestEnding = 20;

    /// <summary>Null where the tree cannot be listed.</summary>
    public static async Task<TreeSize?> Measure(Git git, string commit, CancellationToken cancellationToken)
    {
        var listed = await git.Try(["ls-tree", "-r", "-l", "-z", "--full-tree", commit], cancellationToken);
        return listed.ExitCode == 0 ? Count(listed.Bytes) : null;
    }

    /// <summary>Entries such as <c>100644 blob ID SIZE[tab]PATH</c>, each ended by a NUL; of submodules the size is a dash.</summary>
    private static TreeSize Count(ReadOnlySpan<byte> entries)
    {
        var endings = new Dictionary<string, long>(StringComparer.Ordinal);
        var (files, bytes) = (0L, 0L);
        while (entries.IndexOf((byte)0) is var end and >= 0)
        {
            var entry = entries[..end];
            entries = entries[(end + 1)..];
            var tab = entry.IndexOf((byte)'\t');
            var size = entry[..tab];
            if (!Utf8Parser.TryParse(size[(size.LastIndexOf((byte)' ') + 1)..], out long length, out _))
                continue;
            files++;
            bytes += length;
            var ending = Ending(entry[(tab + 1)..]);
            endings[ending] = endings.GetValueOrDefault(ending) + 1;
        }

        return new TreeSize(files, bytes, endings);
    }

    private static string Ending(ReadOnlySpan<byte> path)
    {
        var name = path[(path.LastIndexOf((byte)'/') + 1)..];
        var dot = name.LastIndexOf((byte)'.');
        return dot > 0 && name.Length - dot - 1 is > 0 and <= LongestEnding ? Encoding.UTF8.GetString(name[(dot + 1)..]).ToLowerInvariant() : "";
    }
}
