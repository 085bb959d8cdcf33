using System.Collections.Concurrent;

namespace Factory.Workspaces.Sandboxing;

/// <summary>What sandboxes mount in place of the system's: settings, accounts, the system call filter.</summary>
internal sealed class SupportFiles(string folder)
{
    private readonly ConcurrentDictionary<string, string> written = new(StringComparer.Ordinal);

    private readonly Lazy<IReadOnlyList<string>> settings = new(() => SystemSettings.Mounts(
        Directory.CreateDirectory(folder).FullName,
        new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["hosts"] = "127.0.0.1 localhost sandbox\n::1 localhost\n"u8.ToArray(),
            ["nsswitch.conf"] = "passwd: files\ngroup: files\nhosts: files dns\n"u8.ToArray(),
        }),
        LazyThreadSafetyMode.PublicationOnly); // a file that the system replaces just then fails one sandbox, not all that follow

    /// <summary>Null on processors without one.</summary>
    public string? SystemCallFilter => Sandboxing.SystemCallFilter.Program() is { } program ? File("system-calls.bpf", program) : null;

    /// <summary>bubblewrap's arguments for /etc.</summary>
    public IReadOnlyList<string> Settings => settings.Value;

    public string Accounts(uint user, uint group) =>
        File($"passwd-{user}", System.Text.Encoding.UTF8.GetBytes($"root:x:0:0:root:/root:/usr/sbin/nologin\nfactory:x:{user}:{group}:factory:{SandboxUsers.Home}:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n"));

    public string Groups(uint group) => File($"group-{group}", System.Text.Encoding.UTF8.GetBytes($"root:x:0:\nfactory:x:{group}:\nnogroup:x:65534:\n"));

    private string File(string name, byte[] content) => written.GetOrAdd(name, _ => Write(Path.Combine(folder, name), content));

    private string Write(string path, byte[] content)
    {
        Directory.CreateDirectory(folder);
        var temporary = $"{path}.{Guid.NewGuid():n}";
        System.IO.File.WriteAllBytes(temporary, content);
        System.IO.File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        System.IO.File.Move(temporary, path, overwrite: true);
        return path;
    }
}
