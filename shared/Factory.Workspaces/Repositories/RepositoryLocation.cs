namespace Factory.Workspaces.Repositories;

/// <summary>Where a repository's parts lie. Found by looking at files only, so that nothing of an unknown repository is obeyed before it is confined.</summary>
/// <param name="GitFolder">The git directory, of the worktree where it is one.</param>
/// <param name="CommonFolder">The git directory that holds objects and branches.</param>
/// <param name="Borrowed">Object folders of other repositories that it needs.</param>
internal sealed record RepositoryLocation(string GitFolder, string CommonFolder, IReadOnlyList<string> Borrowed)
{
    private const int PointerLimit = 4_096;
    private const int BorrowedLimit = 8;

    /// <summary>Every folder that git needs to see, to be mounted at its own place.</summary>
    public IEnumerable<string> Folders => new[] { GitFolder, CommonFolder }.Concat(Borrowed).Distinct(StringComparer.Ordinal);

    /// <summary>The folder that people know it by: of worktrees that of their repository.</summary>
    public string RepositoryPath => Path.GetFileName(CommonFolder) == ".git" ? Path.GetDirectoryName(CommonFolder)! : CommonFolder;

    /// <exception cref="UnusableRepository">There is none at the path or above it.</exception>
    public static RepositoryLocation Find(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw new UnusableRepository("The repository's path is empty or has a NUL character. Give the path of a local git repository.");
        try
        {
            var full = RealPath(Path.GetFullPath(path));
            if (!Directory.Exists(full))
                throw new UnusableRepository($"{path} is not a folder that can be read. Give the path of a local git repository, and check that the factory's user may read it.");
            for (var folder = full; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (GitFolderAt(folder) is { } found)
                    return Describe(found, path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnusableRepository($"{path} cannot be read: {exception.Message} Check that the factory's user may read it.", exception);
        }

        throw new UnusableRepository($"{path} is not a git repository, nor is a folder above it. Give the path of one, or make it one with: git init");
    }

    internal static string RealPath(string path)
    {
        var real = "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = Directory.Exists(next) ? new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next : next;
        }

        return real;
    }

    private static string? GitFolderAt(string folder)
    {
        var inside = Path.Combine(folder, ".git");
        if (IsGitFolder(inside))
            return inside;
        if (File.Exists(inside) && Pointer(inside) is { } text && text.StartsWith("gitdir:", StringComparison.Ordinal))
        {
            var target = Path.GetFullPath(text["gitdir:".Length..].Trim(), folder);
            if (File.Exists(Path.Combine(target, "HEAD")))
                return RealPath(target);
        }

        return IsGitFolder(folder) ? folder : null;
    }

    private static bool IsGitFolder(string folder) =>
        File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs"));

    private static RepositoryLocation Describe(string gitFolder, string path)
    {
        var pointer = Path.Combine(gitFolder, "commondir");
        var common = File.Exists(pointer) ? RealPath(Path.GetFullPath(Pointer(pointer)?.Trim() ?? ".", gitFolder)) : gitFolder;
        if (!IsGitFolder(common))
            throw new UnusableRepository($"{path} is a worktree whose repository, {common}, is not there or cannot be read. Give the path of the repository itself.");
        return new RepositoryLocation(RealPath(gitFolder), RealPath(common), Alternates(Path.Combine(common, "objects"), []));
    }

    private static List<string> Alternates(string objects, List<string> found)
    {
        var file = Path.Combine(objects, "info", "alternates");
        if (!File.Exists(file))
            return found;
        foreach (var line in File.ReadLines(file).Take(BorrowedLimit).Where(line => line.Length > 0 && line[0] is not '#' and not '"'))
        {
            var folder = RealPath(Path.GetFullPath(line, objects));
            if (found.Count < BorrowedLimit && Path.GetFileName(folder) == "objects" && Directory.Exists(folder) && !found.Contains(folder, StringComparer.Ordinal))
            {
                found.Add(folder);
                Alternates(folder, found);
            }
        }

        return found;
    }

    private static string? Pointer(string file)
    {
        var info = new FileInfo(file);
        return info.Length <= PointerLimit ? File.ReadAllText(file) : null;
    }
}
