using System.Text;
using Factory.Workspaces.Linux;
using Microsoft.Win32.SafeHandles;

namespace Factory.Workspaces.Files;

/// <summary>
/// Opens what lies beneath one folder. The kernel resolves the whole path at once (openat2 with RESOLVE_BENEATH), so a link that is swapped between a check and its use leads nowhere;
/// what was opened is looked at before it is read or written, by its handle.
/// </summary>
internal sealed class RootFolder(string root, (uint User, uint Group) owner)
{
    private const int WriteOnly = 0x1;
    private const int CreateNew = 0x40 | 0x80; // O_CREAT | O_EXCL
    private const int CloseOnExec = 0x80000;
    private const int PathOnly = 0x200000;
    private const int EmptyPath = 0x1000;
    private const LinuxCalls.Resolve Rules = LinuxCalls.Resolve.Beneath | LinuxCalls.Resolve.NoMagicLinks;

    // O_DIRECTORY and O_NOFOLLOW differ between processors.
    private static readonly bool IsArm = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64;
    private static readonly int FolderOnly = IsArm ? 0x4000 : 0x10000;
    private static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    private readonly SafeFileHandle handle = OpenRoot(root);

    /// <summary>A handle on a regular file that names it only; null when there is nothing.</summary>
    public SafeFileHandle? FindFile(string path)
    {
        var found = Find(path, PathOnly);
        if (found is null)
            return null;
        try
        {
            var status = FileStatus.Of(found);
            var problem = status switch
            {
                { Kind: FileKind.Folder } => "is a folder. Give the path of a file.",
                { Kind: not FileKind.Regular } => "is not a regular file. Leave pipes, sockets and devices alone.",
                { Links: > 1 } => "has more than one hard link, so that it may also lie elsewhere. Copy it to a new file instead.",
                _ => null,
            };
            return problem is null ? found : throw new FileRefused($"'{ConfinedPath.Printable(path)}' {problem}");
        }
        catch
        {
            found.Dispose();
            throw;
        }
    }

    public SafeFileHandle? FindFolder(string path) => Find(path, PathOnly | FolderOnly);

    /// <summary>A new file; its missing folders are made.</summary>
    public SafeFileHandle Create(string path)
    {
        MakeFolders(path);
        var file = new SafeFileHandle(Checked(Open(handle, path, WriteOnly | CreateNew | NoFollow, 0x1A4), path), ownsHandle: true);
        GiveToOwner(file);
        return file;
    }

    /// <summary>Deletes a file or a link; false when there is nothing.</summary>
    public bool Delete(string path)
    {
        using var folder = FindFolder(Parent(path));
        if (folder is null)
            return false;
        if (LinuxCalls.UnlinkAt(folder, path[(path.LastIndexOf('/') + 1)..], 0) == 0)
            return true;
        return System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == FileFault.NoEntry ? false : throw FileFault.OfLast(path, "deleted");
    }

    /// <summary>What is there, links not followed; null for nothing.</summary>
    public FileKind? KindOf(string path)
    {
        var opened = Open(handle, path, PathOnly | NoFollow, 0);
        if (opened is -FileFault.NoEntry or -FileFault.NotAFolder)
            return null;
        using var named = new SafeFileHandle(Checked(opened, path), ownsHandle: true);
        return FileStatus.Of(named).Kind;
    }

    /// <summary>Moves a file to where nothing is; missing folders are made, its mode stays.</summary>
    public void Rename(string from, string to)
    {
        MakeFolders(to);
        using var source = FindFolder(Parent(from)) ?? throw new FileRefused($"'{ConfinedPath.Printable(from)}' is not there. List the folder to see what is.");
        using var target = FindFolder(Parent(to)) ?? throw new FileRefused($"The folder of '{ConfinedPath.Printable(to)}' went away.");
        if (LinuxCalls.RenameAt2(source, from[(from.LastIndexOf('/') + 1)..], target, to[(to.LastIndexOf('/') + 1)..], LinuxCalls.NoReplace) != 0)
            throw FileFault.OfLast(from, "moved");
    }

    /// <summary>Opens what a handle names, for reading or writing.</summary>
    public static SafeFileHandle Reopen(SafeFileHandle named, FileMode mode, FileAccess access) =>
        File.OpenHandle(PathOf(named), mode, access, FileShare.ReadWrite | FileShare.Delete);

    public static string PathOf(SafeFileHandle named) => $"/proc/self/fd/{named.DangerousGetHandle()}";

    private static string Parent(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : ".";

    private static SafeFileHandle OpenRoot(string root)
    {
        var opened = LinuxCalls.OpenAt2(LinuxCalls.AtFdCwd, root, PathOnly | FolderOnly | CloseOnExec, 0, LinuxCalls.Resolve.NoMagicLinks);
        return opened >= 0 ? new SafeFileHandle(opened, ownsHandle: true) : throw new DirectoryNotFoundException($"{root} cannot be opened (error {-opened}).");
    }

    private static int Open(SafeFileHandle folder, string path, int flags, uint mode) =>
        LinuxCalls.OpenAt2((int)folder.DangerousGetHandle(), path, flags | CloseOnExec, mode, Rules);

    private static int Checked(int opened, string path) => opened >= 0 ? opened : throw FileFault.Of(-opened, path, "opened");

    private SafeFileHandle? Find(string path, int flags)
    {
        var opened = Open(handle, path, flags, 0);
        return opened == -FileFault.NoEntry ? null : new SafeFileHandle(Checked(opened, path), ownsHandle: true);
    }

    private void MakeFolders(string path)
    {
        var parts = new StringBuilder();
        foreach (var part in path.Split('/')[..^1])
        {
            var parent = parts.Length == 0 ? "." : parts.ToString();
            parts.Append(parts.Length == 0 ? "" : "/").Append(part);
            using var there = Find(parts.ToString(), PathOnly | FolderOnly);
            if (there is not null)
                continue;
            using var folder = FindFolder(parent) ?? throw new FileRefused($"'{parent}' went away.");
            if (LinuxCalls.MakeFolderAt(folder, part, 0x1ED) != 0)
            {
                // Somebody else may have made it meanwhile; it is then theirs.
                if (System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == FileFault.Exists)
                    continue;
                throw FileFault.OfLast(parts.ToString(), "made");
            }

            using var made = Find(parts.ToString(), PathOnly | FolderOnly | NoFollow);
            if (made is not null)
                GiveToOwner(made);
        }
    }

    private void GiveToOwner(SafeFileHandle made)
    {
        if (LinuxCalls.IsRoot && LinuxCalls.ChangeOwnerAt(made, "", owner.User, owner.Group, EmptyPath) != 0)
            throw new IOException($"A new file cannot be given to user {owner.User}.");
    }
}
