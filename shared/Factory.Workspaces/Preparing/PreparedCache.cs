using System.Globalization;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Preparing;

/// <summary>What was prepared for earlier workspaces: bounded by age and size, the longest unused going first.</summary>
internal sealed class PreparedCache(string folder, TimeSpan age, long bytes)
{
    private const string Unfinished = ".new";

    /// <summary>Says that what is kept there was used now.</summary>
    public static void Touch(string kept) => Directory.SetLastWriteTimeUtc(kept, TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Deletes what is too old, and what is too much. The newest stays, however large it is.</summary>
    /// <param name="inUse">Whether a workspace sees this folder now; asked when nobody can begin to.</param>
    public async Task Prune(Func<string, bool> inUse, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            return;
        var oldest = TimeProvider.System.GetUtcNow().UtcDateTime - age;
        var kept = new DirectoryInfo(folder).EnumerateDirectories().Where(entry => !entry.Name.EndsWith(Unfinished, StringComparison.Ordinal)).OrderByDescending(entry => entry.LastWriteTimeUtc).ToList();
        long total = 0;
        foreach (var (index, entry) in kept.Index())
        {
            try
            {
                total += await Size(entry.FullName);
                if (entry.LastWriteTimeUtc < oldest || (total > bytes && index > 0))
                    await Remove(entry.FullName, inUse, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A full disk, for example: it is tried again when the next workspace is closed.
            }
        }
    }

    /// <summary>Measured once: what is kept is never written again.</summary>
    private static async Task<long> Size(string kept)
    {
        var file = kept + ".size";
        if (File.Exists(file) && long.TryParse(await File.ReadAllTextAsync(file), NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            return known;
        var (measured, _) = await Task.Run(() => DiskUse.Measure(kept));
        await File.WriteAllTextAsync(file, measured.ToString(CultureInfo.InvariantCulture));
        return measured;
    }

    private static async Task Remove(string kept, Func<string, bool> inUse, CancellationToken cancellationToken)
    {
        using (await Preparer.Lock(kept, cancellationToken))
        {
            if (inUse(kept))
                return;
            File.Delete(kept + ".size");
            await FolderRemoval.Remove(kept);
        }
    }
}
