namespace Factory.Workspaces.Sandboxing;

/// <summary>The folders in which this process may make control groups with a process and a memory limit: one in version 2, two in version 1.</summary>
internal sealed record ControlGroupParents(IReadOnlyList<string> Folders)
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>Null where there are none. Finding them tidies up after processes that were killed.</summary>
    public static ControlGroupParents? Found { get; } = Tidied(Find());

    private static ControlGroupParents? Tidied(ControlGroupParents? found)
    {
        if (found is not null)
            ControlGroup.RemoveLeft(found);
        return found;
    }

    private static ControlGroupParents? Find()
    {
        try
        {
            var own = File.ReadAllLines("/proc/self/cgroup").Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3).ToList();
            return Version2(own) ?? Version1(own);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ControlGroupParents? Version2(List<string[]> own)
    {
        var path = own.Find(parts => parts[1].Length == 0)?[2];
        if (path is null)
            return null;
        // A group with members cannot hand controllers to its children: a sibling of our own group can have them, where our parent hands them out.
        string[] candidates = [Root + path, Root + (Path.GetDirectoryName(path) ?? "/")];
        return candidates.FirstOrDefault(folder => HandsOut(folder) && CanMakeGroups(folder, "pids.max", "memory.max")) is { } found ? new ControlGroupParents([found]) : null;
    }

    private static ControlGroupParents? Version1(List<string[]> own)
    {
        var folders = new List<string>();
        foreach (var (controller, file) in new[] { ("pids", "pids.max"), ("memory", "memory.limit_in_bytes") })
        {
            var path = own.Find(parts => parts[1].Split(',').Contains(controller, StringComparer.Ordinal))?[2];
            if (path is null || !CanMakeGroups(Path.Join(Root, controller, path), file))
                return null;
            folders.Add(Path.Join(Root, controller, path));
        }

        return new ControlGroupParents(folders);
    }

    private static bool HandsOut(string folder)
    {
        var file = Path.Combine(folder, "cgroup.subtree_control");
        var controllers = File.Exists(file) ? File.ReadAllText(file).Split([' ', '\n']) : [];
        return controllers.Contains("pids", StringComparer.Ordinal) && controllers.Contains("memory", StringComparer.Ordinal);
    }

    private static bool CanMakeGroups(string folder, params string[] files)
    {
        var probe = Path.Combine(folder, "factory-probe-" + Guid.NewGuid().ToString("n"));
        try
        {
            Directory.CreateDirectory(probe);
            return files.All(file => File.Exists(Path.Combine(probe, file)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            if (Directory.Exists(probe))
                Directory.Delete(probe);
        }
    }
}
