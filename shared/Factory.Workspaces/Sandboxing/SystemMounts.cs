namespace Factory.Workspaces.Sandboxing;

/// <summary>The read-only system: programs and libraries. What is not mounted does not exist inside: no home, no /run, no /var, no data of ours.</summary>
internal static class SystemMounts
{
    private static readonly string[] Roots = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];

    public static IReadOnlyList<string> Arguments { get; } = ["--ro-bind", "/usr", "/usr", .. Roots.SelectMany(Root)];

    private static string[] Root(string name)
    {
        var folder = new DirectoryInfo("/" + name);
        if (!folder.Exists)
            return [];
        return folder.LinkTarget is { } target ? ["--symlink", target, "/" + name] : ["--ro-bind", "/" + name, "/" + name];
    }
}
