using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_the_sandbox_is_missing : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_is_refused_with_what_to_do()
    {
        var missing = new SandboxOptions { Bubblewrap = "/usr/bin/no-such-bwrap" };
        var repository = new SampleRepository(folder.In("repository"));
        await using var host = new WorkspaceHost(new WorkspaceOptions { Folder = folder.In("workspaces"), MirrorsFolder = folder.In("mirrors"), Sandbox = missing });

        var refused = await Assert.ThrowsAsync<SandboxUnavailable>(() => host.Start(Cancel));

        Assert.Contains("apt-get install bubblewrap", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SandboxUnavailable>(() => new Mirrors(folder.In("mirrors"), missing).Fetch(repository.Path, null, Cancel));
        Assert.Single(await StartupChecks.Run(missing, folder.In("support"), Cancel));
    }

    [Fact]
    public async Task One_that_cannot_start_is_refused_with_what_to_do()
    {
        var broken = new SandboxOptions { Bubblewrap = "/bin/false" };

        var problem = Assert.Single(await StartupChecks.Run(broken, folder.In("support"), Cancel));

        Assert.Contains("user namespaces", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_may_say_that_commands_run_without()
    {
        await using var opened = await Open(sandbox: new SandboxOptions { Bubblewrap = "/bin/false", AllowUnsandboxed = true });

        var result = await opened.Shell("pwd; echo changed > README.md");
        var commit = await opened.Workspace.Commit(new CommitRequest("Change\n", "Factory", "factory@example.com", DateTimeOffset.UnixEpoch), Cancel);

        Assert.Equal(opened.Workspace.Folder + "\n", result.Output);
        Assert.Equal(opened.Workspace.Folder, opened.Workspace.FolderInSandbox);
        Assert.Equal("README.md", Assert.Single(commit.Commit!.Files).Path);
    }
}
