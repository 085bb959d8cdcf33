using System.Collections.Concurrent;
using Factory.Workspaces.Linux;
using Factory.Workspaces.Preparing;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces;

/// <summary>The workspaces of this computer. One process at a time may use a folder.</summary>
public sealed class WorkspaceHost : IAsyncDisposable
{
    private readonly WorkspaceOptions options;
    private readonly Sandbox sandbox;
    private readonly ConcurrentDictionary<Guid, Workspace> open = new();
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly PreparedCache prepared;
    private FileStream? holding;

    public WorkspaceHost(WorkspaceOptions options)
    {
        this.options = options with { Folder = Path.GetFullPath(options.Folder), MirrorsFolder = Path.GetFullPath(options.MirrorsFolder) };
        prepared = new PreparedCache(PreparedIn(this.options.Folder), options.PreparedAge, options.PreparedBytes);
        sandbox = new Sandbox(options.Sandbox, Path.Combine(this.options.Folder, ".sandbox"));
    }

    /// <summary>Checks that the sandbox works, and deletes what an earlier process left. <see cref="Open"/> does it where it was not done.</summary>
    /// <exception cref="SandboxUnavailable">Commands cannot be confined here.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another process uses it.</exception>
    public async Task Start(CancellationToken cancellationToken)
    {
        await starting.WaitAsync(cancellationToken);
        try
        {
            if (holding is not null)
                return;
            Directory.CreateDirectory(options.Folder);
            var hold = Hold();
            try
            {
                await sandbox.Check(cancellationToken);
                foreach (var left in Directory.EnumerateDirectories(options.Folder).Where(folder => Guid.TryParseExact(Path.GetFileName(folder), "n", out _)))
                    await FolderRemoval.Remove(left);
                await Prune(cancellationToken);
            }
            catch
            {
                await hold.DisposeAsync();
                throw;
            }

            holding = hold;
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Opens a workspace. One with the same id is closed first.</summary>
    /// <param name="mirror">Name of the mirror, as <see cref="FetchedMirror.MirrorName"/>.</param>
    /// <param name="baseCommit">Full id of a commit in the mirror.</param>
    /// <param name="packs">Thin packs on top of it, in order: the change, the checkpoint.</param>
    /// <param name="head">Full id of the commit to check out; in the mirror or in one of the packs.</param>
    /// <exception cref="UnusableRepository">The mirror, a pack or the commit is not what it should be.</exception>
    public async Task<Workspace> Open(Guid id, string mirror, string baseCommit, IReadOnlyList<ReadOnlyMemory<byte>> packs, string head, CancellationToken cancellationToken)
    {
        await Start(cancellationToken);
        await Close(id, cancellationToken);
        var folders = new WorkspaceFolders(Path.Combine(options.Folder, id.ToString("n")), MirrorFolderOf(mirror), SandboxUsers.For(id));
        if (!RefNames.IsCommitId(baseCommit) || !RefNames.IsCommitId(head))
            throw new UnusableRepository($"The base '{baseCommit}' or the head '{head}' is not a full commit id.");
        var workspace = new Workspace(id, sandbox, folders, mirror, baseCommit, head);
        try
        {
            await workspace.Fill(packs, cancellationToken);
        }
        catch
        {
            await workspace.Close();
            throw;
        }

        open[id] = workspace;
        return workspace;
    }

    /// <summary>The open workspace with this id; null when there is none.</summary>
    public Workspace? Find(Guid id) => open.GetValueOrDefault(id);

    /// <summary>Ends its commands and deletes it. Does nothing when there is none.</summary>
    public async Task Close(Guid id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (open.TryRemove(id, out var workspace))
        {
            await workspace.Close();
            await Prune(cancellationToken);
        }
    }

    /// <summary>Closes all, and lets another process use the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var id in open.Keys)
            await Close(id, CancellationToken.None);
        if (holding is not null)
            await holding.DisposeAsync();
        starting.Dispose();
    }

    /// <summary>Where a folder of workspaces keeps what was prepared.</summary>
    internal static string PreparedIn(string folder) => Path.Combine(folder, ".prepared");

    private Task Prune(CancellationToken cancellationToken) => prepared.Prune(kept => open.Values.Any(workspace => workspace.Prepared == kept), cancellationToken);

    private FileStream Hold()
    {
        var file = Path.Combine(options.Folder, ".lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(file))
        {
            throw new IOException($"{options.Folder} is used by another process. Give each computer a workspaces folder of its own.", exception);
        }
    }

    private string MirrorFolderOf(string mirror)
    {
        var folder = Path.Combine(options.MirrorsFolder, mirror);
        if (mirror.Length == 0 || !mirror.All(char.IsAsciiLetterOrDigit) || !File.Exists(Path.Combine(folder, "HEAD")))
            throw new UnusableRepository($"There is no mirror '{mirror}' in {options.MirrorsFolder}. Fetch the repository first.");
        return folder;
    }
}
