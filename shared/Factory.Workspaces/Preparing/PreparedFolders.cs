using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Preparing;

/// <summary>Where packages are seen in the sandbox: what prepare restored, and the host's own package caches.</summary>
internal static class PreparedFolders
{
    public const string Inside = "/prepared";

    // In the home on this computer; in the sandbox; none holds keys.
    private static readonly (string Home, string Inside)[] Caches = [(".nuget/packages", "/caches/nuget"), (".npm/_cacache", "/caches/npm/_cacache"), (".cargo/registry", "/caches/cargo/registry"), (".m2/repository", "/caches/maven"), ("go/pkg/mod/cache/download", "/caches/go")];

    public static IEnumerable<Mount> HostCaches(SandboxOptions options)
    {
        var home = options.Home ?? System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        return Caches.Select(cache => new Mount(Path.Combine(home, cache.Home), cache.Inside, Writable: false)).Where(mount => Directory.Exists(mount.Source));
    }

    public static Dictionary<string, string> Environment(bool network) => new(StringComparer.Ordinal)
    {
        ["NUGET_PACKAGES"] = Inside + "/nuget",
        ["NUGET_FALLBACK_PACKAGES"] = "/caches/nuget",
        ["PYTHONPATH"] = Inside + "/python",
        ["GOFLAGS"] = "-mod=mod",
        ["GOPROXY"] = network ? "file:///caches/go,https://proxy.golang.org" : "file:///caches/go",
        ["GOMODCACHE"] = Inside + "/go",
    };
}
