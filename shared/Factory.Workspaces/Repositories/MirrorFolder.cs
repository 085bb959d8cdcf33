namespace Factory.Workspaces.Repositories;

/// <summary>A mirror's folder under its lock: made where it is missing, and freed of what a writer that was killed left behind.</summary>
internal static class MirrorFolder
{
    public static void Prepare(string mirror)
    {
        if (!File.Exists(Path.Combine(mirror, "HEAD")))
            BareFolder.Create(mirror, bare: true, borrowFrom: []);
        foreach (var left in Leftovers(mirror))
            File.Delete(left);
    }

    private static List<string> Leftovers(string mirror) =>
    [
        .. Directory.EnumerateFiles(mirror, "*.lock"),
        .. Directory.EnumerateFiles(Path.Combine(mirror, "refs"), "*.lock", SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Path.Combine(mirror, "objects", "pack"), "tmp_*"),
        .. Directory.EnumerateFiles(Path.Combine(mirror, "objects", "pack"), ".tmp-*"),
    ];
}
