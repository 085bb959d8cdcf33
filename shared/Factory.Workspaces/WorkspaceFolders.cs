using Factory.Workspaces.Linux;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces;

/// <summary>The folders of one workspace, and where they appear in the sandbox.</summary>
/// <param name="Root">Holds the others; only we may enter it.</param>
/// <param name="Mirror">Folder of the mirror that objects are borrowed from.</param>
/// <param name="Owner">As whom commands and git run on it where we are root.</param>
internal sealed record WorkspaceFolders(string Root, string Mirror, (uint User, uint Group) Owner)
{
    public const string TreeInSandbox = "/workspace";
    public const string GitInSandbox = "/git";

    private const string MirrorInSandbox = "/mirror";

    public string Tree => Path.Combine(Root, "tree");

    public string GitFolder => Path.Combine(Root, "git");

    /// <summary>Makes an empty checkout and a git directory that borrows the mirror's objects.</summary>
    /// <param name="confined">git sees it in the sandbox, where the mirror has a place of its own: its real one may lie beneath what is mounted there.</param>
    public void Create(bool confined)
    {
        Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var folder in new[] { Tree, Path.Combine(Tree, ".git") }) // where commands find the git directory, read-only
        {
            Directory.CreateDirectory(folder);
            if (LinuxCalls.IsRoot && LinuxCalls.ChangeOwnerOfLink(folder, Owner.User, Owner.Group) != 0)
                throw new IOException($"{folder} cannot be given to user {Owner.User}.");
        }

        BareFolder.Create(GitFolder, bare: false, [Path.Combine(confined ? MirrorInSandbox : Mirror, "objects")], Owner);
        var shallow = Path.Combine(Mirror, "shallow");
        if (File.Exists(shallow))
            File.Copy(shallow, Path.Combine(GitFolder, "shallow"));
    }

    /// <summary>What git sees that works on the checkout: the checkout, the git directory, the mirror.</summary>
    public SandboxProfile ForGit(bool writesTree) => new()
    {
        Mounts = [new(Tree, TreeInSandbox, writesTree), new(GitFolder, GitInSandbox, Writable: true), new(Mirror, MirrorInSandbox, Writable: false)],
        Folder = TreeInSandbox,
        HostFolder = Tree,
        User = Owner.User,
        Group = Owner.Group,
        Toolchains = false,
    };

    /// <summary>What commands see: the checkout to write, the git directory and the mirror to read.</summary>
    public SandboxProfile ForCommands(string workingFolder, DiskUse disk) => new()
    {
        Mounts = [new(Tree, TreeInSandbox, Writable: true), new(GitFolder, TreeInSandbox + "/.git", Writable: false), new(Mirror, MirrorInSandbox, Writable: false)],
        Folder = workingFolder is "." or "" ? TreeInSandbox : $"{TreeInSandbox}/{workingFolder}",
        HostFolder = Path.Combine(Tree, workingFolder),
        Disk = disk,
        User = Owner.User,
        Group = Owner.Group,
    };
}
