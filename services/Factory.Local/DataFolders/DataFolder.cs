using System.Globalization;

namespace Factory.Local.DataFolders;

/// <summary>The folder with everything that a factory on one machine keeps. One process at a time runs a factory on it.</summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>How the folder is laid out; a folder of a later version is refused.</summary>
    private const int Layout = 1;

    /// <summary>What others on this machine could otherwise reach by its well-known name: other people's code, and what was logged about it.</summary>
    private static readonly string[] Private = ["computers", "demo", "logs", "mirrors"];

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public string Logs => System.IO.Path.Combine(Path, "logs");

    public RunFile RunFile => new(Path);

    /// <summary>Opens the folder, making it where there is none, and keeps others from running a factory on it until disposed.</summary>
    /// <exception cref="FactoryException">It cannot be written, belongs to another user, is from a newer version, or is in use.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Make(path);
            CheckOwner(path);
            var held = Lock(path);
            try
            {
                CheckLayout(path);
                MakePrivate(path);
                ApiToken.Ensure(path);
                return new DataFolder(path, held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (UnauthorizedAccessException error)
        {
            throw new FactoryException($"The data folder {path} cannot be written by this user. Make it writable, or choose another with --data-folder.", error);
        }
        catch (IOException error)
        {
            throw new FactoryException($"The data folder {path} cannot be used: {error.Message} Choose another with --data-folder.", error);
        }
    }

    public void Dispose()
    {
        RunFile.Delete();
        _lock.Dispose();
    }

    private static void Make(string path)
    {
        if (File.Exists(path))
            throw new FactoryException($"The data folder {path} is a file. Choose another with --data-folder.");
        // Mirrors and workspaces hold other people's code: for this user alone, but PostgreSQL may need to pass through it.
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private static void MakePrivate(string path)
    {
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var folder in Private)
            File.SetUnixFileMode(Directory.CreateDirectory(System.IO.Path.Combine(path, folder)).FullName, mine);
    }

    private static void CheckOwner(string path)
    {
        // Linux shows this process as a folder of the user that it runs as.
        var (name, me) = (FileOwner.Of(path), FileOwner.Of($"/proc/{Environment.ProcessId}"));
        if (name != me)
            throw new FactoryException($"The data folder {path} belongs to the user {name}. Run the factory as {name}, or choose another folder with --data-folder.");
    }

    private static FileStream Lock(string path)
    {
        var file = System.IO.Path.Combine(path, "lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(file))
        {
            var holder = new RunFile(path).Read();
            var who = holder is null ? "another process" : $"process {holder.Pid} (factory {holder.Kind}, since {holder.StartedAt.ToLocalTime():HH:mm:ss})";
            throw new DataFolderInUse($"The data folder {path} is used by {who}. Stop that one first, or choose another folder with --data-folder.", error);
        }
    }

    private static void CheckLayout(string path)
    {
        var file = System.IO.Path.Combine(path, "version");
        if (!File.Exists(file))
        {
            File.WriteAllText(file, Layout.ToString(CultureInfo.InvariantCulture) + "\n");
            return;
        }

        var text = File.ReadAllText(file).Trim();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var layout))
            throw new FactoryException($"{file} should hold a number. If {path} is a data folder of the factory, restore the file; else choose another folder with --data-folder.");
        if (layout > Layout)
            throw new FactoryException($"The data folder {path} is from a newer version of the factory (layout {layout}; this one knows up to {Layout}). Update this one, or choose another folder with --data-folder. Nothing was changed.");
    }
}
