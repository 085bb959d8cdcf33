namespace Factory.Workspaces.Sandboxing;

/// <summary>The read-only system: programs and libraries, and of /etc only what they need to run. What is not named here does not exist inside: no home, no /run, no /var, no data of ours.</summary>
internal static class SystemMounts
{
    private static readonly string[] Roots = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];

    private static readonly string[] Settings =
    [
        "alternatives", "debian_version", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "locale.alias", "localtime", "magic", "magic.mime", "mime.types",
        "os-release", "perl", "protocols", "python3", "services", "ssl/certs", "ssl/openssl.cnf", "pki/tls/certs", "ca-certificates", "timezone", "dotnet", "maven",
    ];

    public static IReadOnlyList<string> Arguments { get; } = [.. Build()];

    private static IEnumerable<string> Build()
    {
        string[] usr = ["--ro-bind", "/usr", "/usr"];
        return usr.Concat(Roots.SelectMany(Root)).Concat(Etc());
    }

    private static string[] Root(string name)
    {
        var folder = new DirectoryInfo("/" + name);
        if (!folder.Exists)
            return [];
        return folder.LinkTarget is { } target ? ["--symlink", target, "/" + name] : ["--ro-bind", "/" + name, "/" + name];
    }

    private static IEnumerable<string> Etc()
    {
        var java = Directory.Exists("/etc") ? Directory.EnumerateDirectories("/etc", "java*").Select(folder => Path.GetFileName(folder)) : [];
        foreach (var name in Settings.Concat(java))
        {
            var path = "/etc/" + name;
            if (File.Exists(path) || Directory.Exists(path))
            {
                var target = new FileInfo(path).LinkTarget;
                string[] arguments = target is null ? ["--ro-bind", path, path] : ["--symlink", target, path];
                foreach (var argument in arguments)
                    yield return argument;
            }
        }
    }
}
