using Factory.Local;

namespace Factory.Cli.Walkthroughs;

/// <summary>The folder <c>secrets</c> of a data folder: a file for each, for this user alone.</summary>
internal sealed class SecretsFolder(string dataFolder)
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path = Path.Combine(dataFolder, "secrets");

    public string PathOf(string name) => Path.Combine(_path, name);

    /// <exception cref="FactoryException">There is one already, or it cannot be written.</exception>
    public void CheckFree(string name)
    {
        if (File.Exists(PathOf(name)))
            throw new FactoryException($"{PathOf(name)} is there already, and is never overwritten. Move it away to connect anew, or look at what there is with --check.");
    }

    /// <returns>The file's path.</returns>
    /// <exception cref="FactoryException">It cannot be written, or is there already.</exception>
    public string Write(string name, string secret)
    {
        try
        {
            // Those on the way to it are the data folder's: passed through, never listed.
            Directory.CreateDirectory(dataFolder, Mine | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            Directory.CreateDirectory(_path, Mine | UnixFileMode.UserExecute);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Mine };
            using var file = new StreamWriter(PathOf(name), options);
            file.Write(secret);
            return PathOf(name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FactoryException($"{PathOf(name)} cannot be written: {error.Message}", error);
        }
    }
}
