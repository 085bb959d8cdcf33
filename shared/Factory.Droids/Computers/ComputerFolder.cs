using System.Globalization;

namespace Factory.Droids.Computers;

/// <summary>
/// The folder and the id of this process's computer. Folders are numbered; a process takes the first that no other one holds, so that a
/// restarted process answers to its queue again, and deletes the workspaces of the one before.
/// </summary>
internal sealed class ComputerFolder : IDisposable
{
    private const int MostComputers = 1_000;

    private readonly FileStream _held;

    private ComputerFolder(string path, FileStream held, Guid id)
    {
        Path = path;
        _held = held;
        Id = id;
    }

    public string Path { get; }

    public Guid Id { get; }

    /// <exception cref="IOException">All folders are held, or none can be written.</exception>
    public static ComputerFolder Claim(string computersFolder)
    {
        for (var number = 1; number <= MostComputers; number++)
        {
            var path = System.IO.Path.Combine(computersFolder, number.ToString(CultureInfo.InvariantCulture));
            Directory.CreateDirectory(path);
            if (TryHold(System.IO.Path.Combine(path, "id")) is { } held)
                return new ComputerFolder(path, held, ReadOrMake(held));
        }

        throw new IOException($"All {MostComputers} computer folders under '{computersFolder}' are held by running processes.");
    }

    public void Dispose() => _held.Dispose();

    private static FileStream? TryHold(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    private static Guid ReadOrMake(FileStream file)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (file.ReadAtLeast(bytes, 16, throwOnEndOfStream: false) == 16)
            return new Guid(bytes);
        var id = Guid.NewGuid();
        file.SetLength(0);
        file.Write(id.ToByteArray());
        file.Flush(flushToDisk: true);
        return id;
    }
}
