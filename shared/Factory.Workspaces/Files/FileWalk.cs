namespace Factory.Workspaces.Files;

/// <summary>Walks the folders beneath the root, each opened beneath it, links not followed.</summary>
internal sealed class FileWalk(RootFolder root)
{
    private const int Most = 200_000;
    private static readonly string[] OfPackages = ["node_modules", "__pycache__", ".venv", ".tox", ".mypy_cache", ".pytest_cache"];

    /// <summary>Paths of files and links that match, sorted within each folder, files first.</summary>
    public IEnumerable<string> Files(string glob)
    {
        var matches = Glob.Matcher(glob);
        var named = OfPackages.Where(name => glob.Contains(name, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var pending = new Stack<string>(["."]);
        var seen = 0;
        while (pending.TryPop(out var folder) && seen < Most)
        {
            var (files, folders) = Entries(folder);
            foreach (var file in files)
            {
                seen++;
                if (matches(file))
                    yield return file;
            }

            foreach (var inner in folders.Where(inner => !IsSkipped(inner, named)).Reverse())
                pending.Push(inner);
        }
    }

    private static bool IsSkipped(string folder, HashSet<string> named)
    {
        var name = Path.GetFileName(folder);
        return name == ".git" || (OfPackages.Contains(name, StringComparer.Ordinal) && !named.Contains(name));
    }

    private (List<string> Files, List<string> Folders) Entries(string folder)
    {
        var files = new List<string>();
        var folders = new List<string>();
        using var handle = Open(folder);
        if (handle is null)
            return (files, folders);
        try
        {
            foreach (var entry in new DirectoryInfo(RootFolder.PathOf(handle) + "/").EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                var path = folder == "." ? entry.Name : $"{folder}/{entry.Name}";
                if (entry.Attributes.HasFlag(FileAttributes.Directory) && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    folders.Add(path);
                else
                    files.Add(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It went away, or its rights forbid it: it has nothing to show.
        }

        return (files, folders);
    }

    private Microsoft.Win32.SafeHandles.SafeFileHandle? Open(string folder)
    {
        try
        {
            return root.FindFolder(folder);
        }
        catch (FileRefused)
        {
            return null; // exchanged for something else meanwhile
        }
    }
}
