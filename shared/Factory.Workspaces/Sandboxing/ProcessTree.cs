using System.Globalization;
using Factory.Workspaces.Linux;

namespace Factory.Workspaces.Sandboxing;

/// <summary>A process with all that descends from it. In a sandbox nothing leaves the tree: its first process adopts orphans.</summary>
internal static class ProcessTree
{
    private const int Stop = 19;
    private const int Continue = 18;
    private const int MostRounds = 10;
    private static readonly long PageSize = Environment.SystemPageSize;

    public static KillReason Exceeded(int root, SandboxLimits limits)
    {
        long threads = 0, memory = 0;
        foreach (var process in Descendants(root))
        {
            threads += Threads(process).Length;
            memory += PrivateMemory(process);
        }

        // Just below the limit that the kernel holds, so that a bomb that sits at it is ended.
        if (threads > limits.Processes * 95L / 100)
            return KillReason.Processes;
        return memory > limits.Memory ? KillReason.Memory : KillReason.None;
    }

    /// <summary>Kills the root and everything below it; in a sandbox the kernel ends what is left when the first process inside goes.</summary>
    public static void Kill(int root)
    {
        foreach (var process in Descendants(root))
            _ = LinuxCalls.Kill(process, 9);
    }

    /// <summary>Stops the root and everything below it, or has it go on. What is started meanwhile is stopped, too.</summary>
    public static void Hold(int root, bool still)
    {
        var held = new HashSet<int>();
        for (var (round, more) = (0, true); more && round < MostRounds; round++)
        {
            more = false;
            foreach (var process in Descendants(root).Where(held.Add))
                more |= LinuxCalls.Kill(process, still ? Stop : Continue) == 0;
        }
    }

    private static List<int> Descendants(int root)
    {
        var found = new List<int> { root };
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var thread in Threads(found[i]))
                found.AddRange(Children(thread));
        }

        return found;
    }

    private static string[] Threads(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<int> Children(string thread) =>
        Text(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static long PrivateMemory(int process)
    {
        var pages = Text($"/proc/{process}/statm").Split(' ');
        return pages.Length > 2 ? (long.Parse(pages[1], CultureInfo.InvariantCulture) - long.Parse(pages[2], CultureInfo.InvariantCulture)) * PageSize : 0;
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
