using Factory.Workspaces.Linux;

namespace Factory.Workspaces.Repositories;

/// <summary>A mirror's folder under its lock: made where it is missing, and freed of what a writer that was killed left behind.</summary>
internal static class MirrorFolder
{
    public static void Prepare(string mirror)
    {
        if (!File.Exists(Path.Combine(mirror, "HEAD")))
            BareFolder.Create(mirror, bare: true, borrowFrom: []);
        Tidy(mirror);
    }

    /// <summary>The same for one that belongs to a user of its own where we are root. It appears whole or not at all.</summary>
    /// <returns>Its owner.</returns>
    public static (uint User, uint Group) Prepare(string mirror, (uint User, uint Group) owner)
    {
        if (!Directory.Exists(mirror))
        {
            var making = mirror + ".new";
            if (Directory.Exists(making))
                Directory.Delete(making, recursive: true);
            BareFolder.Create(making, bare: true, borrowFrom: [], owner);
            Directory.Move(making, mirror);
        }

        Tidy(mirror);
        var status = FileStatus.Of(mirror);
        return (status.User, status.Group);
    }

    private static void Tidy(string mirror)
    {
        foreach (var left in Leftovers(mirror))
            File.Delete(left);
    }

    private static List<string> Leftovers(string mirror) =>
    [
        .. Directory.EnumerateFiles(mirror, "*.lock"),
        .. Directory.EnumerateFiles(Path.Combine(mirror, "refs"), "*.lock", SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Path.Combine(mirror, "objects", "pack"), "tmp_*"),
        .. Directory.EnumerateFiles(Path.Combine(mirror, "objects", "pack"), ".tmp-*"),
        .. Directory.EnumerateFiles(Path.Combine(mirror, "objects", "pack"), "*.keep"), // of a fetch: the pack would never be packed with others
        .. Directory.EnumerateFiles(Path.Combine(mirror, "objects", "pack"), "*.pack").Where(pack => !File.Exists(Path.ChangeExtension(pack, "idx"))),
    ];
}
