using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Tests;

/// <summary>A sample repository with a workspace opened on its base.</summary>
public sealed class OpenedWorkspace : IAsyncDisposable
{
    private OpenedWorkspace(TemporaryFolder folder, SampleRepository repository, Mirrors mirrors, WorkspaceHost host, FetchedMirror fetched, Workspace workspace)
    {
        Folder = folder;
        Repository = repository;
        Mirrors = mirrors;
        Host = host;
        Fetched = fetched;
        Workspace = workspace;
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TemporaryFolder Folder { get; }

    public SampleRepository Repository { get; }

    public Mirrors Mirrors { get; }

    public WorkspaceHost Host { get; }

    public FetchedMirror Fetched { get; }

    public Workspace Workspace { get; }

    public static async Task<OpenedWorkspace> Open(Action<SampleRepository>? prepare = null, SandboxOptions? sandbox = null)
    {
        var folder = new TemporaryFolder();
        var repository = new SampleRepository(folder.In("repository"));
        prepare?.Invoke(repository);
        var mirrors = new Mirrors(folder.In("mirrors"), sandbox ?? new SandboxOptions());
        var fetched = await mirrors.Fetch(repository.Path, null, Cancel);
        var host = new WorkspaceHost(new WorkspaceOptions { Folder = folder.In("workspaces"), MirrorsFolder = folder.In("mirrors"), Sandbox = sandbox ?? new SandboxOptions() });
        var workspace = await host.Open(Guid.NewGuid(), fetched.MirrorName, fetched.BaseCommit, [], fetched.BaseCommit, Cancel);
        return new OpenedWorkspace(folder, repository, mirrors, host, fetched, workspace);
    }

    public Task<CommandResult> Shell(string command, TimeSpan? limit = null) =>
        Workspace.Run(CommandRequest.Shell(command) with { TimeLimit = limit ?? TimeSpan.FromSeconds(60) }, Cancel);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Folder.Dispose();
    }
}
