using System.Diagnostics;

namespace Factory.Workspaces.Sandboxing;

/// <summary>How much a folder has grown. Walks it only when the file system as a whole got fuller, and never for more than a small share of the time.</summary>
internal sealed class DiskUse
{
    private const long Notable = 32L << 20;
    private readonly string folder;
    private readonly Lazy<Task<(long Bytes, long Files)>> atFirst;

    public DiskUse(string folder)
    {
        this.folder = folder;
        atFirst = new Lazy<Task<(long Bytes, long Files)>>(() => Task.Run(() => Measure(folder)));
    }

    /// <summary>Measures what is there before anything grows.</summary>
    public Task Settle() => atFirst.Value;

    /// <summary>Begins to watch one command.</summary>
    public Watch Begin(SandboxLimits limits) => new(this, limits);

    /// <summary>What lies in a folder now; links are counted, and not followed.</summary>
    public static (long Bytes, long Files) Measure(string folder)
    {
        long bytes = 0, files = 0;
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        var sizes = new System.IO.Enumeration.FileSystemEnumerable<long>(
            folder,
            (ref System.IO.Enumeration.FileSystemEntry entry) => entry.IsDirectory ? 4096 : entry.Length,
            options)
        {
            ShouldRecursePredicate = (ref System.IO.Enumeration.FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        foreach (var size in sizes)
        {
            bytes += size;
            files++;
        }

        return (bytes, files);
    }

    internal sealed class Watch(DiskUse use, SandboxLimits limits)
    {
        private readonly DriveInfo drive = new(use.folder);
        private long free = new DriveInfo(use.folder).AvailableFreeSpace;
        private long notBefore;
        private int ticks;

        public async Task<bool> Exceeded()
        {
            var now = drive.AvailableFreeSpace;
            var due = free - now > Math.Min(Notable, limits.Disk / 4) || ++ticks % 50 == 0; // now and then anyway: many small files, holes
            if (!due || Stopwatch.GetTimestamp() < notBefore)
                return false;
            free = now;
            var started = Stopwatch.GetTimestamp();
            var (bytes, files) = await Task.Run(() => Measure(use.folder));
            notBefore = Stopwatch.GetTimestamp() + ((Stopwatch.GetTimestamp() - started) * 20);
            var before = await use.atFirst.Value;
            return bytes - before.Bytes > limits.Disk || files - before.Files > limits.Files;
        }
    }
}
