using Factory.Workspaces.Files;
using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_a_path_leads_astray
{
    [Theory]
    [InlineData("../outside")]
    [InlineData("src/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("~/.ssh/id_rsa")]
    [InlineData("src/app.py\0.txt")]
    [InlineData("src/a\nb")]
    [InlineData(".git/config")]
    [InlineData("src/.GIT/config")]
    [InlineData(".git./config")]
    public async Task It_is_refused_whatever_is_asked(string path)
    {
        await using var opened = await Open();
        var files = opened.Workspace.Files;

        Assert.Throws<FileRefused>(() => files.Read(path));
        Assert.Throws<FileRefused>(() => files.Write(path, "x"));
        Assert.Throws<FileRefused>(() => files.Create(path, "x"));
        Assert.Throws<FileRefused>(() => files.Delete(path));
    }

    [Fact]
    public async Task A_path_that_is_too_long_is_refused()
    {
        await using var opened = await Open();

        Assert.Throws<FileRefused>(() => opened.Workspace.Files.Write(new string('a', 300), "x"));
        Assert.Throws<FileRefused>(() => opened.Workspace.Files.Write(string.Join('/', Enumerable.Repeat("folder", 500)), "x"));
    }

    [Fact]
    public async Task A_link_out_is_neither_read_nor_written_through()
    {
        await using var opened = await Open();
        var outside = opened.Folder.In("outside.txt");
        await File.WriteAllTextAsync(outside, "secret", Cancel);
        await opened.Shell($"ln -s {outside} link; ln -s {opened.Folder.Path} folder; ln -s ../../../../../../../../../etc etc; ln -s /proc/self/root magic");
        var files = opened.Workspace.Files;

        foreach (var path in new[] { "link", "folder/outside.txt", "etc/passwd", "magic/etc/passwd" })
        {
            Assert.Throws<FileRefused>(() => files.Read(path));
            Assert.Throws<FileRefused>(() => files.Write(path, "overwritten"));
        }

        Assert.Throws<FileRefused>(() => files.Create("folder/new.txt", "x"));
        Assert.Equal("secret", await File.ReadAllTextAsync(outside, Cancel));
        Assert.Empty(files.Search("secret").Hits);
        Assert.DoesNotContain(files.List("**").Paths, path => path.StartsWith("folder/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_inside_is_followed()
    {
        await using var opened = await Open();
        await opened.Shell("ln -s src/app.py inside");

        Assert.Contains("def add", opened.Workspace.Files.Read("inside").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_swapped_all_the_time_never_leads_out()
    {
        await using var opened = await Open();
        var outside = Directory.CreateDirectory(opened.Folder.In("outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "file.txt"), "secret", Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        opened.Workspace.Files.Write("real/file.txt", "inside");
        var swapping = opened.Workspace.Run(CommandRequest.Shell($"ln -s {outside} evil; while true; do mv -T real kept; mv -T evil real; mv -T real evil; mv -T kept real; done"), stop.Token);

        var leaked = 0;
        for (var i = 0; i < 3_000; i++)
        {
            try
            {
                leaked += opened.Workspace.Files.Read("real/file.txt").Text == "secret" ? 1 : 0;
                opened.Workspace.Files.Write("real/file.txt", "inside");
            }
            catch (FileRefused)
            {
                // The moment at which the link was there, or nothing.
            }
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => swapping);
        Assert.Equal(0, leaked);
        Assert.Equal("secret", await File.ReadAllTextAsync(Path.Combine(outside, "file.txt"), Cancel));
    }

    [Fact]
    public async Task Pipes_hard_links_and_huge_files_are_refused()
    {
        await using var opened = await Open();
        await opened.Shell("mkfifo pipe; ln README.md hard; truncate -s 1G huge; head -c 100 /dev/zero > binary");
        var files = opened.Workspace.Files;

        Assert.Contains("pipes", Assert.Throws<FileRefused>(() => files.Read("pipe")).Message, StringComparison.Ordinal);
        Assert.Throws<FileRefused>(() => files.Write("pipe", "x"));
        Assert.Contains("hard link", Assert.Throws<FileRefused>(() => files.Write("hard", "x")).Message, StringComparison.Ordinal);
        Assert.Contains("more than", Assert.Throws<FileRefused>(() => files.Read("huge")).Message, StringComparison.Ordinal);
        Assert.Contains("binary", Assert.Throws<FileRefused>(() => files.Read("binary")).Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<FileRefused>(() => files.Read("src")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_working_folder_outside_is_refused()
    {
        await using var opened = await Open();
        await opened.Shell("ln -s / out");

        await Assert.ThrowsAsync<FileRefused>(() => opened.Workspace.Run(new CommandRequest(["pwd"]) { WorkingFolder = "../.." }, Cancel));
        await Assert.ThrowsAsync<FileRefused>(() => opened.Workspace.Run(new CommandRequest(["pwd"]) { WorkingFolder = "out" }, Cancel));
    }
}
