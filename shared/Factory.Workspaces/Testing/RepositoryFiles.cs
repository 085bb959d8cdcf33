using System.Text;
using Factory.Workspaces.Files;

namespace Factory.Workspaces.Testing;

/// <summary>
/// The checkout's regular files, for detection. Links are never followed, folders of dependencies and builds are left out, and what is read is
/// bounded: detection reads untrusted trees on the host.
/// </summary>
internal sealed class RepositoryFiles
{
    private const int MaxFiles = 200_000;
    private const int MaxFileSize = 4 << 20;

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        ".git", ".hg", ".factory", "node_modules", "bower_components", "venv", ".venv", "env", ".env", "site-packages", ".tox", ".nox", "__pycache__", ".eggs",
        "build", "dist", "bin", "obj", "artifacts", "target", "vendor", ".idea", ".vs", ".vscode", ".mypy_cache", ".pytest_cache", "coverage",
    };

    private readonly string _root;
    private readonly ConfinedFiles _files;
    private IReadOnlyList<string>? _all;

    public RepositoryFiles(Workspace workspace)
    {
        _root = Path.GetFullPath(workspace.Folder);
        _files = workspace.Files;
    }

    /// <summary>Paths relative to the root with forward slashes, in ordinal order.</summary>
    public IReadOnlyList<string> All => _all ??= Walk();

    public static string Join(string folder, string path)
    {
        var parts = new List<string>();
        foreach (var part in $"{folder}/{path}".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or "..")) parts.Add(part);
        }

        return string.Join('/', parts);
    }

    public bool Exists(string path)
    {
        try
        {
            return _files.Exists(path);
        }
        catch (FileRefused)
        {
            return false;
        }
    }

    public bool HasFolder(string path) => path.Length == 0 || All.Any(f => f.StartsWith(path + "/", StringComparison.Ordinal));

    /// <summary>The text of a regular file inside the root, or null.</summary>
    public string? ReadText(string path)
    {
        try
        {
            return _files.Exists(path) ? Encoding.UTF8.GetString(_files.ReadBytes(path, MaxFileSize)) : null;
        }
        catch (FileRefused)
        {
            return null;
        }
    }

    private List<string> Walk()
    {
        var found = new List<string>();
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder) && found.Count < MaxFiles)
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(_root, folder)).EnumerateFileSystemInfos())
            {
                if (entry.LinkTarget is not null) continue;
                var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
                if (entry is FileInfo) found.Add(path);
                else if (!Skipped.Contains(entry.Name) && !File.Exists(Path.Combine(entry.FullName, "pyvenv.cfg"))) folders.Push(path);
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }
}
