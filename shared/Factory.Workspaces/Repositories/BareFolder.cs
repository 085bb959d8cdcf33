using Factory.Workspaces.Linux;

namespace Factory.Workspaces.Repositories;

/// <summary>Writes the few files that make a git directory; no templates, no hooks.</summary>
internal static class BareFolder
{
    // Whatever .gitattributes says: no filter, no diff driver, no merge driver. End-of-line rules stay.
    private const string Attributes = "* !filter !diff !merge !working-tree-encoding -ident -export-subst\n";

    // What tests and builds leave behind where the repository forgot to ignore it; never in a change.
    private const string Excluded = "__pycache__/\n*.pyc\n.pytest_cache/\n.mypy_cache/\n.ruff_cache/\n.coverage\n.nyc_output/\n*.egg-info/\nnode_modules/\n.venv/\nbin/Debug/\nbin/Release/\nobj/project.assets.json\nobj/*.nuget.*\nobj/project.nuget.cache\nobj/Debug/\nobj/Release/\n";

    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="borrowFrom">Object folders to borrow from.</param>
    /// <param name="owner">Who owns the files where we are root.</param>
    public static void Create(string folder, bool bare, IReadOnlyList<string> borrowFrom, (uint User, uint Group)? owner = null)
    {
        foreach (var part in new[] { "", "objects", "objects/info", "objects/pack", "refs", "refs/heads", "info" })
            Directory.CreateDirectory(Path.Combine(folder, part));
        Write(folder, "config", $"[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = {(bare ? "true" : "false")}\n\thooksPath = /dev/null\n[gc]\n\tauto = 0\n");
        Write(folder, "info/attributes", Attributes);
        Write(folder, "info/exclude", Excluded);
        if (borrowFrom.Count > 0)
            Write(folder, "objects/info/alternates", string.Join('\n', borrowFrom) + "\n");
        Write(folder, "HEAD", "ref: refs/heads/main\n"); // last: what makes it a repository
        foreach (var path in All(folder))
            File.SetUnixFileMode(path, Directory.Exists(path) ? ReadByAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : ReadByAll);
        if (owner is { } given && LinuxCalls.IsRoot)
            GiveTo(folder, given);
    }

    private static void Write(string folder, string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private static IEnumerable<string> All(string folder) => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder);

    private static void GiveTo(string folder, (uint User, uint Group) owner)
    {
        foreach (var path in All(folder))
        {
            if (LinuxCalls.ChangeOwnerOfLink(path, owner.User, owner.Group) != 0)
                throw new IOException($"{path} cannot be given to user {owner.User}.");
        }
    }
}
