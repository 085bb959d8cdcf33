using System.Diagnostics;
using System.Runtime.InteropServices;
using Factory.Workspaces.Files;
using Factory.Workspaces.Linux;

namespace Factory.Workspaces.Tests;

/// <summary>Rights, names and file systems that forbid something are told to whoever asked; a disk that is full is the computer's fault.</summary>
public sealed partial class When_a_disk_says_no : IDisposable
{
    private const uint Nobody = 65534;

    private readonly TemporaryFolder folder = new();
    private readonly List<string> mounted = [];

    [Fact]
    public void What_permissions_forbid_is_refused_with_what_to_do()
    {
        var files = Files(folder.Path);
        foreach (var (path, mode) in new[] { ("locked/file", UnixFileMode.None), ("open/file", UnixFileMode.UserRead), ("open/free", Open) })
        {
            files.Write(path, "as it was");
            File.SetUnixFileMode(folder.In(path), mode);
        }

        File.SetUnixFileMode(folder.Path, Open);
        File.SetUnixFileMode(folder.In("locked"), Open & ~(UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
        File.SetUnixFileMode(folder.In("open"), Open);

        var refused = WithoutRights(() => new[]
        {
            Assert.Throws<FileRefused>(() => files.Read("locked/file")),
            Assert.Throws<FileRefused>(() => files.Write("open/file", "x")),
            Assert.Throws<FileRefused>(() => files.Create("locked/new", "x")),
            Assert.Throws<FileRefused>(() => files.Create("locked/folder/new", "x")),
            Assert.Throws<FileRefused>(() => files.Delete("locked/file")),
            Assert.Throws<FileRefused>(() => files.Edit([new FileEdit(EditKind.Replace, "open/free", "it was", "it is not"), new FileEdit(EditKind.Delete, "locked/file")])),
        });

        Assert.All(refused, told => Assert.Contains("permissions, or those of its folder, forbid it. Change them by a command (chmod)", told.Message, StringComparison.Ordinal));
        Assert.StartsWith("Of 2 edits one cannot be written, so none was made: 'locked/file' cannot be deleted", refused[^1].Message, StringComparison.Ordinal);
        Assert.Equal(("as it was", "as it was"), (File.ReadAllText(folder.In("locked/file")), File.ReadAllText(folder.In("open/free"))));
    }

    [Fact]
    public void What_may_only_be_read_is_refused()
    {
        Directory.CreateDirectory(folder.In("tree"));
        File.WriteAllText(folder.In("tree/file"), "x");
        Mount("--bind", folder.In("tree"), folder.In("tree"));
        Mount("-o", "remount,bind,ro", folder.In("tree"));
        var files = Files(folder.In("tree"));

        foreach (var write in new Action[] { () => files.Write("file", "y"), () => files.Write("new", "y"), () => files.Write("folder/new", "y"), () => files.Delete("file"), () => files.Replace("file", "x", "y") })
            Assert.Contains("it may only be read here", Assert.Throws<FileRefused>(write).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_the_computers_fault_and_says_so()
    {
        Directory.CreateDirectory(folder.In("small"));
        Mount("-t", "tmpfs", "-o", "size=16k,nr_inodes=5", "tmpfs", folder.In("small"));
        var files = Files(folder.In("small"));
        files.Write("kept", "as it was");

        var full = new[]
        {
            Assert.Throws<IOException>(() => files.Write("large", new string('x', 100_000))),
            Assert.Throws<IOException>(() => files.Edit([new FileEdit(EditKind.Replace, "kept", "as it was", new string('y', 100_000))])),
        };
        files.Write("third", "");
        var folders = new[] { Assert.Throws<IOException>(() => files.Write("one/new", "")), Assert.Throws<IOException>(() => files.Write("fourth/fifth/sixth/new", "")) };

        Assert.All([.. full, .. folders], told => Assert.Contains("No space left on device", told.Message, StringComparison.Ordinal));
        Assert.Equal("as it was", files.Read("kept").Text);
    }

    [Fact]
    public void A_name_that_the_file_system_does_not_take_is_refused()
    {
        var files = Files(folder.Path);

        var (long_, deep) = (Assert.Throws<FileRefused>(() => files.Write(new string('ä', 128), "x")), Assert.Throws<FileRefused>(() => files.Write($"{new string('n', 256)}/new", "x")));

        Assert.Contains("too long", long_.Message, StringComparison.Ordinal);
        Assert.Contains("too long", deep.Message, StringComparison.Ordinal);
        Assert.Contains("a part of the path is a file", Refused(() => files.Write("file", "x"), () => files.Write("file/new", "x")), StringComparison.Ordinal);
        Assert.Contains("it is a program that runs now", Running(files), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach (var at in Enumerable.Reverse(mounted))
            Run("umount", "--lazy", at);
        folder.Dispose();
    }

    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static ConfinedFiles Files(string root) => new(root, (LinuxCalls.UserId, LinuxCalls.GroupId));

    private static string Refused(Action before, Action refused)
    {
        before();
        return Assert.Throws<FileRefused>(refused).Message;
    }

    private string Running(ConfinedFiles files)
    {
        File.Copy("/bin/sleep", folder.In("program"));
        using var program = Process.Start(folder.In("program"), "60");
        try
        {
            return Assert.Throws<FileRefused>(() => files.Write("program", "x")).Message;
        }
        finally
        {
            program.Kill();
            program.WaitForExit();
        }
    }

    /// <summary>Nothing is forbidden to root: for file systems this thread is somebody else meanwhile.</summary>
    private static T WithoutRights<T>(Func<T> work)
    {
        if (!LinuxCalls.IsRoot)
            return work();
        _ = SetFileUser(Nobody);
        try
        {
            return work();
        }
        finally
        {
            _ = SetFileUser(0);
        }
    }

    private void Mount(params string[] arguments)
    {
        Assert.SkipUnless(LinuxCalls.IsRoot && Run("mount", arguments), "nothing can be mounted here");
        if (!mounted.Contains(arguments[^1], StringComparer.Ordinal))
            mounted.Add(arguments[^1]);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileUser(uint user);
}
