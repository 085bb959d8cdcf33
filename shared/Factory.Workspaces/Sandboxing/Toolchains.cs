namespace Factory.Workspaces.Sandboxing;

/// <summary>Interpreters and SDKs that PATH finds outside the system's folders, mounted read-only at their own place; nothing else of the home is.</summary>
/// <param name="Mounts">Folders to mount, none beneath another.</param>
/// <param name="Path">PATH inside the sandbox.</param>
/// <param name="Environment">Variables that they need to find themselves.</param>
internal sealed record Toolchains(IReadOnlyList<string> Mounts, string Path, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    // What a .NET installation in the home consists of; the rest of the folder is keys and caches.
    private static readonly string[] DotNetParts = ["dotnet", "host", "sdk", "shared", "packs", "sdk-manifests", "templates"];

    public static Toolchains Find(string path, string home)
    {
        var folders = new List<string>();
        var mounts = new SortedSet<string>(StringComparer.Ordinal);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.TrimEnd('/')))
        {
            if (!System.IO.Path.IsPathRooted(folder) || !Directory.Exists(folder) || folders.Contains(folder, StringComparer.Ordinal))
                continue;
            if (IsSystem(folder))
                folders.Add(folder);
            else if (IsBeneath(folder, home))
                AddFromHome(folder, home, folders, mounts, environment);
            else if (folder.StartsWith("/opt/", StringComparison.Ordinal))
                Add(folder, InstallRoot(folder), folders, mounts);
        }

        folders.AddRange(SystemFolders.Where(folder => Directory.Exists(folder) && !folders.Contains(folder, StringComparer.Ordinal)));
        return new Toolchains([.. mounts.Where(mount => !mounts.Any(other => IsBeneath(mount, other) && !string.Equals(mount, other, StringComparison.Ordinal)))], string.Join(':', folders), environment);
    }

    private static void AddFromHome(string folder, string home, List<string> folders, SortedSet<string> mounts, Dictionary<string, string> environment)
    {
        var inside = System.IO.Path.GetRelativePath(home, folder).Split('/');
        switch (inside)
        {
            case [".pyenv", "shims" or "bin"]:
                foreach (var version in PythonVersions(System.IO.Path.Combine(home, ".pyenv")))
                    Add(System.IO.Path.Combine(version, "bin"), version, folders, mounts);
                break;
            case [".cargo", "bin"]:
                Add(folder, folder, folders, mounts);
                AddParts(System.IO.Path.Combine(home, ".rustup"), ["toolchains", "settings.toml"], mounts);
                environment["RUSTUP_HOME"] = System.IO.Path.Combine(home, ".rustup");
                break;
            case [".dotnet"]:
                folders.Add(folder);
                AddParts(folder, DotNetParts, mounts);
                if (File.Exists(System.IO.Path.Combine(folder, "dotnet")))
                    environment["DOTNET_ROOT"] = folder;
                break;
            case [".local", "bin"]:
                Add(folder, folder, folders, mounts);
                AddParts(System.IO.Path.Combine(home, ".local"), ["lib"], mounts);
                break;
            case [".rbenv" or ".jenv" or ".nodenv" or ".goenv" or ".asdf" or ".volta", ..]:
                Add(folder, System.IO.Path.Combine(home, inside[0]), folders, mounts);
                break;
            case [_, _, ..]:
                Add(folder, InstallRoot(folder), folders, mounts);
                break;
        }
    }

    /// <summary>For <c>X/bin</c> the folder X, where X looks like an installation; else the folder on PATH alone.</summary>
    private static string InstallRoot(string folder)
    {
        var parent = System.IO.Path.GetDirectoryName(folder)!;
        string[] signs = ["lib", "lib64", "libexec", "include", "share", "pkg", "conda-meta"];
        return System.IO.Path.GetFileName(folder) is "bin" or "condabin" && signs.Any(sign => Directory.Exists(System.IO.Path.Combine(parent, sign))) ? parent : folder;
    }

    /// <summary>The versions that pyenv's global file names, in order; the newest installed where it names none. Its shims are slow scripts, and are left out.</summary>
    private static IEnumerable<string> PythonVersions(string root)
    {
        var file = System.IO.Path.Combine(root, "version");
        var named = File.Exists(file) ? File.ReadAllLines(file).Select(line => System.IO.Path.Combine(root, "versions", line.Trim())).Where(Directory.Exists).ToList() : [];
        var versions = System.IO.Path.Combine(root, "versions");
        if (named.Count > 0 || !Directory.Exists(versions))
            return named;
        return Directory.EnumerateDirectories(versions)
            .OrderByDescending(folder => Version.TryParse(System.IO.Path.GetFileName(folder), out var version) ? version : new Version(0, 0))
            .Take(1);
    }

    private static void Add(string folder, string mount, List<string> folders, SortedSet<string> mounts)
    {
        if (!Directory.Exists(folder) || folders.Contains(folder, StringComparer.Ordinal))
            return;
        folders.Add(folder);
        mounts.Add(mount);
    }

    private static void AddParts(string root, IEnumerable<string> parts, SortedSet<string> mounts)
    {
        foreach (var part in parts.Select(part => System.IO.Path.Combine(root, part)).Where(part => Directory.Exists(part) || File.Exists(part)))
            mounts.Add(part);
    }

    private static bool IsSystem(string folder) =>
        IsBeneath(folder, "/usr") || IsBeneath(folder, "/bin") || IsBeneath(folder, "/sbin");

    private static bool IsBeneath(string folder, string root) =>
        string.Equals(folder, root, StringComparison.Ordinal) || folder.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);
}
