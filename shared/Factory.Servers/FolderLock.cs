namespace Factory.Servers;

/// <summary>Keeps two processes from running a server on one folder. The operating system lets go of it when its holder dies, however it dies.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static FolderLock Take(string folder, string server)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FolderLock(new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ServerException($"The data folder {folder} of {server} cannot be written by this user. Give the folder to this user, or choose another one.", e);
        }
        catch (IOException e)
        {
            throw new ServerException($"The data folder {folder} of {server} cannot be used: {e.Message} If another process runs {server} on it, stop that one first, or choose another folder.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
