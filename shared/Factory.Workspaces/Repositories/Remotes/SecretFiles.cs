using System.Text;
using Factory.Workspaces.Linux;

namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>
/// A folder in memory for as long as one conversation with a host, with the secrets that git and ssh read there. No one but the user that git runs as may read it, and no other sandbox sees it;
/// what a killed process left is deleted by the next. So a secret is on no disk, in no argument, in no variable and in no settings of a repository.
/// </summary>
internal sealed class SecretFiles : IDisposable
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Start = "factory-git-";
    private const string Lock = ".lock";
    private readonly (uint User, uint Group) owner;
    private readonly FileStream held;

    private SecretFiles(string folder, (uint User, uint Group) owner)
    {
        (Folder, this.owner) = (folder, owner);
        held = new FileStream(folder + Lock, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Directory.CreateDirectory(folder, OwnFolder);
        Give(folder);
    }

    public string Folder { get; }

    private static string Parent => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public static SecretFiles Make((uint User, uint Group) owner)
    {
        DeleteLeftovers();
        return new SecretFiles(Path.Combine(Parent, Start + Guid.NewGuid().ToString("n")), owner);
    }

    /// <returns>Where it lies, here and in the sandbox.</returns>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        using (var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnFile }))
            file.Write(Encoding.UTF8.GetBytes(content));
        Give(path);
        return path;
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        File.Delete(held.Name);
        held.Dispose();
    }

    private void Give(string path)
    {
        if (LinuxCalls.IsRoot && LinuxCalls.ChangeOwnerOfLink(path, owner.User, owner.Group) != 0)
            throw new IOException($"{path} cannot be given to user {owner.User}.");
    }

    /// <summary>A folder whose lock can be had belongs to a process that was killed.</summary>
    private static void DeleteLeftovers()
    {
        foreach (var file in Directory.EnumerateFiles(Parent, $"{Start}*{Lock}"))
        {
            try
            {
                using var taken = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                var folder = Path.ChangeExtension(file, null);
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
                File.Delete(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // In use, of another user, or deleted by another meanwhile.
            }
        }
    }
}
