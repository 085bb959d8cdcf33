using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Factory.Workspaces.Sandboxing;

/// <summary>
/// What of /etc programs need to run: small files and folders are copied once into a folder that sandboxes mount as their /etc, large folders are
/// mounted into it. A mount takes part of a millisecond in every sandbox, a copied file about as long once. Only what everybody may read.
/// What changes in a copied file of the system is seen by the next process.
/// </summary>
internal static class SystemSettings
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Open = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] Needed =
    [
        "alternatives", "debian_version", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "locale.alias", "localtime", "magic", "magic.mime", "mime.types",
        "os-release", "perl", "protocols", "python3", "services", "ssl/certs", "ssl/openssl.cnf", "pki/tls/certs", "ca-certificates", "timezone", "dotnet", "maven",
    ];

    /// <summary>Files that each sandbox mounts its own over.</summary>
    private static readonly string[] Replaced = ["passwd", "group", "resolv.conf"];

    private const int MostCopied = 10;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <param name="folder">Where the copy is kept, for as long as what it was made of stays the same.</param>
    /// <param name="own">Files of ours, by name.</param>
    /// <returns>bubblewrap's arguments.</returns>
    public static IReadOnlyList<string> Mounts(string folder, IReadOnlyDictionary<string, byte[]> own)
    {
        var needed = Needed.Select(name => Path.Combine("/etc", name)).Concat(Directory.EnumerateDirectories("/etc", "java*")).Where(path => Path.Exists(path)).ToList();
        var large = needed.Where(IsLarge).ToList();
        var copy = Copy(folder, [.. needed.Except(large).SelectMany(Walk).Where(MayBeRead)], large, own);
        return ["--ro-bind", copy, "/etc", .. large.SelectMany(path => (string[])["--ro-bind", path, path])];
    }

    private static bool IsLarge(string path) => new DirectoryInfo(path) is { Exists: true, LinkTarget: null } && Directory.EnumerateFileSystemEntries(path, "*", Everything).Skip(MostCopied).Any();

    private static string Copy(string folder, List<FileSystemInfo> entries, List<string> large, IReadOnlyDictionary<string, byte[]> own)
    {
        var copy = Path.Combine(folder, "etc-" + Fingerprint(entries, large, own));
        if (Directory.Exists(copy))
            return copy;
        var made = Directory.CreateDirectory($"{copy}.{Guid.NewGuid():n}", Open).FullName;
        foreach (var entry in entries)
            Copy(entry, Path.Combine(made, Path.GetRelativePath("/etc", entry.FullName)));
        foreach (var mounted in large)
            Directory.CreateDirectory(Path.Combine(made, Path.GetRelativePath("/etc", mounted)), Open);
        foreach (var (name, content) in own.Concat(Replaced.Select(name => KeyValuePair.Create(name, Array.Empty<byte>()))))
            Write(Path.Combine(made, name), content);
        try
        {
            Directory.Move(made, copy);
        }
        catch (IOException) when (Directory.Exists(copy))
        {
            Directory.Delete(made, recursive: true); // another process was first
        }

        return copy;
    }

    private static IEnumerable<FileSystemInfo> Walk(string path)
    {
        FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return entry is DirectoryInfo { LinkTarget: null } folder && MayBeRead(folder)
            ? folder.EnumerateFileSystemInfos().SelectMany(inner => Walk(inner.FullName)).Prepend(entry)
            : [entry];
    }

    private static bool MayBeRead(FileSystemInfo entry) =>
        entry.LinkTarget is not null || entry.UnixFileMode.HasFlag(UnixFileMode.OtherRead);

    private static string Fingerprint(IEnumerable<FileSystemInfo> entries, IEnumerable<string> large, IReadOnlyDictionary<string, byte[]> own)
    {
        var text = new StringBuilder().AppendJoin('\n', large);
        foreach (var entry in entries)
            text.Append(CultureInfo.InvariantCulture, $"{entry.FullName} {entry.LinkTarget} {entry.LastWriteTimeUtc.Ticks} {(entry as FileInfo)?.Length}\n");
        foreach (var (name, content) in own.OrderBy(file => file.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{name} {Convert.ToHexStringLower(content)}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    private static void Copy(FileSystemInfo entry, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!, Open);
        if (entry.LinkTarget is { } link)
            File.CreateSymbolicLink(target, link);
        else if (entry is DirectoryInfo)
            Directory.CreateDirectory(target, Open);
        else
            Write(target, File.ReadAllBytes(entry.FullName));
    }

    private static void Write(string path, byte[] content)
    {
        File.WriteAllBytes(path, content);
        File.SetUnixFileMode(path, Readable);
    }
}
