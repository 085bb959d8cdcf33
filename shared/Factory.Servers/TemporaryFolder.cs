using System.Collections.Concurrent;
using System.Diagnostics;

namespace Factory.Servers;

/// <summary>A folder that is deleted when this process ends, however it ends: a small shell waits for that.</summary>
internal sealed class TemporaryFolder
{
    // Servers on the folder stop at the same moment and may still write: it is deleted until it stays away.
    private const string Delete = """
        read -r _
        gone=0 tries=150
        while [ "$gone" -lt 5 ] && [ "$tries" -gt 0 ]; do
          if [ -e "$1" ]; then gone=0; rm -rf -- "$1" 2>/dev/null; else gone=$((gone + 1)); fi
          tries=$((tries - 1)); sleep 0.1
        done
        """;

    // Our end of the pipe to each closes with this process, and must not be collected before.
    private static readonly ConcurrentBag<Process> Deleters = [];

    private TemporaryFolder(string folder) => Folder = folder;

    public string Folder { get; }

    public static TemporaryFolder Create(string prefix)
    {
        // Not TMPDIR: a server that runs as another user must be able to enter it.
        var folder = Directory.CreateDirectory($"/tmp/{prefix}{Guid.NewGuid().ToString("n")[..12]}", (UnixFileMode)0b111_101_101).FullName;
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var argument in new[] { "/bin/sh", "-c", Delete, "delete", folder })
            start.ArgumentList.Add(argument);
        Deleters.Add(Process.Start(start) ?? throw new ServerException("/bin/sh could not be started."));
        return new TemporaryFolder(folder);
    }
}
