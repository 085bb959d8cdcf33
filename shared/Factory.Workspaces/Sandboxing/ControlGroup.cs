using System.Globalization;

namespace Factory.Workspaces.Sandboxing;

/// <summary>A control group of one command, below this process's own: bounds processes and memory together, and finds every process of the command.</summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Prefix = "factory-";

    private readonly List<string> folders;

    private ControlGroup(List<string> folders) => this.folders = folders;

    /// <summary>Files that a process writes its id to in order to join.</summary>
    public IReadOnlyList<string> JoinFiles => [.. folders.Select(folder => Path.Combine(folder, "cgroup.procs"))];

    /// <summary>Null where groups cannot be made here; then resource limits and the watcher bound the command.</summary>
    public static ControlGroup? TryCreate(SandboxLimits limits)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():n}");
        var parents = ControlGroupParents.Found;
        if (parents is null)
            return null;
        var group = new ControlGroup([.. parents.Folders.Select(parent => Path.Combine(parent, name))]);
        try
        {
            foreach (var folder in group.folders)
                Directory.CreateDirectory(folder);
            group.Limit(limits);
            return group;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            group.Dispose();
            return null;
        }
    }

    /// <summary>Deletes what processes left that were killed: groups whose maker is gone, and that have no members.</summary>
    public static void RemoveLeft(ControlGroupParents parents)
    {
        foreach (var folder in parents.Folders.SelectMany(parent => Directory.EnumerateDirectories(parent, Prefix + "*")).Where(IsLeft).ToList())
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has members, or somebody else deleted it.
            }
        }
    }

    private static bool IsLeft(string folder)
    {
        var maker = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
        return int.TryParse(maker, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}"));
    }

    /// <summary>Which limit was hit, where one was.</summary>
    public KillReason Exceeded()
    {
        if (Count("pids.events", "max") > 100)
            return KillReason.Processes;
        return Count("memory.oom_control", "oom_kill") > 0 || Count("memory.events", "oom_kill") > 0 ? KillReason.Memory : KillReason.None;
    }

    /// <summary>Kills all members until none is left.</summary>
    public void KillAll()
    {
        foreach (var folder in folders)
        {
            TryWrite(Path.Combine(folder, "cgroup.kill"), "1");
            for (var tries = 0; tries < 100 && Members(folder) is { Count: > 0 } members; tries++)
            {
                foreach (var member in members)
                    _ = Linux.LinuxCalls.Kill(member, 9);
            }
        }
    }

    public void Dispose()
    {
        foreach (var folder in folders)
        {
            for (var tries = 0; tries < 200 && Directory.Exists(folder); tries++)
            {
                try
                {
                    Directory.Delete(folder);
                }
                catch (IOException)
                {
                    KillAll(); // a member that is still dying keeps its group for a moment
                    Thread.Yield();
                }
                catch (UnauthorizedAccessException)
                {
                    break;
                }
            }
        }
    }

    private static List<int> Members(string folder)
    {
        try
        {
            return [.. File.ReadLines(Path.Combine(folder, "cgroup.procs")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static void TryWrite(string file, string value)
    {
        if (!File.Exists(file))
            return;
        try
        {
            File.WriteAllText(file, value);
        }
        catch (IOException)
        {
            // The members are killed one by one as well.
        }
    }

    private void Limit(SandboxLimits limits)
    {
        foreach (var folder in folders)
        {
            Set(folder, "pids.max", limits.Processes);
            Set(folder, "memory.limit_in_bytes", limits.Memory);
            Set(folder, "memory.max", limits.Memory);
            Set(folder, "memory.swap.max", 0);
            Set(folder, "memory.oom.group", 1);
        }
    }

    private static void Set(string folder, string file, long value)
    {
        var path = Path.Combine(folder, file);
        if (File.Exists(path))
            File.WriteAllText(path, value.ToString(CultureInfo.InvariantCulture));
    }

    private long Count(string file, string key)
    {
        foreach (var path in folders.Select(folder => Path.Combine(folder, file)).Where(File.Exists))
        {
            try
            {
                foreach (var line in File.ReadLines(path))
                {
                    if (line.StartsWith(key + " ", StringComparison.Ordinal))
                        return long.Parse(line.AsSpan(key.Length + 1), CultureInfo.InvariantCulture);
                }
            }
            catch (IOException)
            {
                return 0;
            }
        }

        return 0;
    }
}
