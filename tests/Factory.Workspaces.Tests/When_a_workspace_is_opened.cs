using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_a_workspace_is_opened
{
    [Fact]
    public async Task The_files_of_the_base_are_there()
    {
        await using var opened = await Open();

        Assert.Equal("def add(a, b):\n    return a - b\n", opened.Workspace.Files.Read("src/app.py").Text);
    }

    [Fact]
    public async Task A_command_runs_in_the_checkout_and_may_write_there()
    {
        await using var opened = await Open();

        var result = await opened.Shell("pwd; echo hello > new.txt; cat new.txt; git status --short; id -u");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("/workspace\nhello\n?? new.txt\n", result.Output, StringComparison.Ordinal);
        Assert.Equal("hello\n", opened.Workspace.Files.Read("new.txt").Text);
    }

    [Fact]
    public async Task Everything_that_differs_from_the_base_becomes_one_commit_that_another_workspace_can_open()
    {
        await using var opened = await Open();
        opened.Workspace.Files.Replace("src/app.py", "a - b", "a + b");
        opened.Workspace.Files.Write("docs/new.md", "new\n");
        opened.Workspace.Files.Write("noise.log", "ignored\n");

        var result = await opened.Workspace.Commit(new CommitRequest("Fix add\n\nMission 1\n", "Factory", "factory@example.com", DateTimeOffset.UnixEpoch), Cancel);

        Assert.Empty(result.Problems);
        Assert.Equal(["docs/new.md", "src/app.py"], result.Commit!.Files.Select(file => file.Path));
        var other = await opened.Host.Open(Guid.NewGuid(), opened.Fetched.MirrorName, opened.Fetched.BaseCommit, [result.Commit.Pack], result.Commit.Id, Cancel);
        Assert.Equal("def add(a, b):\n    return a + b\n", other.Files.Read("src/app.py").Text);
        Assert.False(other.Files.Exists("noise.log"));
        Assert.Equal("Fix add\nFirst\n", (await other.Run(Sandboxing.CommandRequest.Shell("git log --format=%s"), Cancel)).Output);
    }

    [Fact]
    public async Task A_checkpoint_brings_the_files_back_on_another_computer()
    {
        await using var opened = await Open();
        Assert.Null(await opened.Workspace.Checkpoint(Cancel));
        opened.Workspace.Files.Write("src/app.py", "changed\n");
        opened.Workspace.Files.Delete("README.md");

        var checkpoint = await opened.Workspace.Checkpoint(Cancel);

        Assert.NotNull(checkpoint);
        Assert.Null(await opened.Workspace.Checkpoint(Cancel));
        var other = await opened.Host.Open(Guid.NewGuid(), opened.Fetched.MirrorName, opened.Fetched.BaseCommit, [checkpoint.Pack], checkpoint.Commit, Cancel);
        Assert.Equal("changed\n", other.Files.Read("src/app.py").Text);
        Assert.False(other.Files.Exists("README.md"));
    }

    [Fact]
    public async Task Opening_again_at_a_checkpoint_undoes_what_came_after_it()
    {
        await using var opened = await Open();
        opened.Workspace.Files.Write("src/app.py", "kept\n");
        var checkpoint = await opened.Workspace.Checkpoint(Cancel);
        opened.Workspace.Files.Write("src/app.py", "lost\n");
        opened.Workspace.Files.Write("later.txt", "lost\n");

        var again = await opened.Host.Open(opened.Workspace.Id, opened.Fetched.MirrorName, opened.Fetched.BaseCommit, [checkpoint!.Pack], checkpoint.Commit, Cancel);

        Assert.Equal("kept\n", again.Files.Read("src/app.py").Text);
        Assert.False(again.Files.Exists("later.txt"));
        Assert.Null(await again.Checkpoint(Cancel));
    }

    [Fact]
    public async Task Closing_it_leaves_nothing()
    {
        await using var opened = await Open();
        await opened.Shell("mkdir -p closed/inner && touch closed/inner/file && chmod 000 closed");

        await opened.Host.Close(opened.Workspace.Id, Cancel);

        Assert.Null(opened.Host.Find(opened.Workspace.Id));
        Assert.False(Directory.Exists(opened.Workspace.Folder));
    }

    [Fact]
    public async Task Leftovers_of_an_earlier_process_are_deleted_at_the_start()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In($"workspaces/{Guid.NewGuid():n}/tree/src"));
        await using var host = new WorkspaceHost(new WorkspaceOptions { Folder = folder.In("workspaces"), MirrorsFolder = folder.In("mirrors") });

        await host.Start(Cancel);

        Assert.DoesNotContain(Directory.EnumerateDirectories(folder.In("workspaces")), name => !name.EndsWith(".sandbox", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_another_process_uses_is_refused()
    {
        using var folder = new TemporaryFolder();
        var options = new WorkspaceOptions { Folder = folder.In("workspaces"), MirrorsFolder = folder.In("mirrors") };
        await using var host = new WorkspaceHost(options);
        await host.Start(Cancel);
        await using var second = new WorkspaceHost(options);

        var refused = await Assert.ThrowsAsync<IOException>(() => second.Start(Cancel));

        Assert.Contains("used by another process", refused.Message, StringComparison.Ordinal);
    }
}
