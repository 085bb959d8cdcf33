using System.Text;
using Factory.Workspaces.Repositories;

namespace Factory.Droids.Knowledge.Maps;

/// <summary>Makes the map of a commit, within bounds of files, bytes and time.</summary>
internal static class MapBuilder
{
    private const int MostFiles = 50_000;
    private const int MostRead = 8_000;
    private const int LargestFile = 256 << 10;
    private const long MostBytes = 64L << 20;
    private const int BytesAtOnce = 8 << 20;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    public static async Task<RepositoryMap> Build(CommitReader commit, IReadOnlyList<CommittedFile> files, TimeProvider time, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var definitions = new Dictionary<string, IReadOnlyList<Definition>>(StringComparer.Ordinal);
        var wanted = files.Take(MostFiles).Where(file => file.Size <= LargestFile && DefinitionScan.Knows(file.Path)).ToList();
        var (batch, bytes, read, total) = (new List<CommittedFile>(), 0L, 0, 0L);
        var cut = files.Count > MostFiles ? $"only the first {MostFiles} of {files.Count} files are in it" : null;
        foreach (var file in wanted)
        {
            if (read + batch.Count >= MostRead || total + file.Size > MostBytes || time.GetElapsedTime(started) > AtMost)
            {
                cut ??= $"definitions of {read + batch.Count} of {wanted.Count} source files are in it";
                break;
            }

            batch.Add(file);
            (bytes, total) = (bytes + file.Size, total + file.Size);
            if (bytes < BytesAtOnce)
                continue;
            await Scan();
        }

        await Scan();
        return new RepositoryMap([.. files.Take(MostFiles).Select(file => new MappedFile(file.Path, file.Size, definitions.GetValueOrDefault(file.Path, [])))], cut);

        async Task Scan()
        {
            var contents = await commit.Read(batch, ct);
            for (var i = 0; i < batch.Count; i++)
                definitions[batch[i].Path] = DefinitionScan.Of(batch[i].Path, Encoding.UTF8.GetString(contents[i]));
            read += batch.Count;
            (batch, bytes) = ([], 0);
        }
    }
}
