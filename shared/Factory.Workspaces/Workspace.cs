using System.Globalization;
using System.Text;
using Factory.Workspaces.Files;
using Factory.Workspaces.Preparing;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;
using Factory.Workspaces.Snapshots;

namespace Factory.Workspaces;

/// <summary>A checkout with a git directory of its own. Commands run in a sandbox; files are reached through <see cref="Files"/> only.</summary>
/// <remarks>Commands may run side by side; checkpoint, restore and commit wait for them and keep them out.</remarks>
public sealed class Workspace : IAsyncDisposable
{
    private readonly Sandbox sandbox;
    private readonly WorkspaceFolders folders;
    private readonly CommandGate gate = new();
    private readonly CancellationTokenSource closing = new();
    private readonly DiskUse disk;
    private readonly Git git;
    private readonly Git writingGit;
    private readonly TreeSnapshots snapshots;
    private readonly Preparer preparer;
    private readonly BackgroundCommands background = new(4);
    private readonly BackgroundCommands servers = new(8);
    private readonly SemaphoreSlim preparing = new(1, 1);
    private PrepareResult? prepared;
    private string? headTree;
    private string? checkpointTree;

    internal Workspace(Guid id, Sandbox sandbox, WorkspaceFolders folders, string mirror, string baseCommit, string head)
    {
        Id = id;
        Mirror = mirror;
        BaseCommit = baseCommit;
        Head = head;
        this.sandbox = sandbox;
        this.folders = folders;
        Files = new ConfinedFiles(folders.Tree, folders.Owner);
        disk = new DiskUse(folders.Tree);
        var gitInside = sandbox.IsConfined ? WorkspaceFolders.GitInSandbox : folders.GitFolder;
        git = new Git(sandbox, folders.ForGit(writesTree: false), gitInside, FolderInSandbox);
        writingGit = new Git(sandbox, folders.ForGit(writesTree: true), gitInside, FolderInSandbox);
        Commits = new CommitReader(git, baseCommit, head);
        snapshots = new TreeSnapshots(writingGit, folders, gitInside);
        Outside = new OutsideCalls(sandbox, folders.Owner, servers, closing.Token);
        preparer = new Preparer(sandbox, folders, git, disk, WorkspaceHost.PreparedIn(Path.GetDirectoryName(folders.Root)!));
    }

    /// <summary>Whose it is: the run's id.</summary>
    public Guid Id { get; }

    /// <summary>The checkout's root on this computer.</summary>
    public string Folder => folders.Tree;

    /// <summary>The checkout's root as commands in the sandbox see it (and print it): <c>/workspace</c>, or <see cref="Folder"/> where the operator allowed running unsandboxed.</summary>
    public string FolderInSandbox => sandbox.IsConfined ? WorkspaceFolders.TreeInSandbox : folders.Tree;

    /// <summary>Name of the mirror it borrows objects from.</summary>
    public string Mirror { get; }

    /// <summary>The commit that packs are relative to.</summary>
    public string BaseCommit { get; }

    /// <summary>The commit that was checked out when it was opened.</summary>
    public string Head { get; }

    /// <summary>The files of the checkout.</summary>
    public ConfinedFiles Files { get; }

    /// <summary>What lies in the base commit, and the history that led to <see cref="Head"/>.</summary>
    public CommitReader Commits { get; }

    /// <summary>The files of a commit that it has, whatever the checkout holds by now.</summary>
    public CommitReader CommitsAt(string commit) => new(git, Full(commit), Head);

    /// <summary>What is asked of hosts for it, from beside it.</summary>
    public OutsideCalls Outside { get; }

    internal WorkspaceFolders Folders => folders;

    /// <summary>Where what was prepared for it lies; null when nothing was.</summary>
    internal string? Prepared => preparer.Prepared;

    /// <summary>Runs a command in the sandbox. A failing command is a result, not an exception.</summary>
    /// <exception cref="FileRefused">The working folder is not a folder of the checkout.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or the workspace was closed; nothing of the command is left.</exception>
    public async Task<CommandResult> Run(CommandRequest request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
        using var place = await gate.Enter(either.Token);
        return await sandbox.Run(await ProfileFor(request, either.Token), request, either.Token);
    }

    /// <summary>Starts a command that goes on while other things happen here. It ends with its time limit, when it is stopped, or with the workspace; checkpoints and commits have it stand still.</summary>
    /// <exception cref="FileRefused">The working folder is not a folder of the checkout, or too many run already.</exception>
    public async Task<BackgroundCommand> Start(CommandRequest request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
        using var place = await gate.Enter(either.Token);
        var command = background.Start(sandbox, await ProfileFor(request, either.Token), request, closing.Token);
        // Not before: a checkpoint that came right after this would not have it stand still.
        await command.Started;
        return command;
    }

    /// <summary>Starts a program that answers requests over its standard input and output, with the checkout to read. It ends when it is stopped, or with the workspace.</summary>
    /// <param name="folder">The program's own folder on this computer, which it is given to read; null for none.</param>
    public async Task<SandboxedServer> StartServer(IReadOnlyList<string> command, string? folder, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
        using var place = await gate.Enter(either.Token);
        var request = new CommandRequest(command) { Prepared = false, TimeLimit = TimeSpan.FromDays(30) };
        var profile = await ProfileFor(request, either.Token);
        profile = profile with { Disk = null, Mounts = [.. profile.Mounts.Select(mount => mount with { Writable = false }), .. folder is null ? (Mount[])[] : [new Mount(folder, folder, Writable: false)]] };
        var pipes = new CommandPipes();
        return new SandboxedServer(servers.Start(sandbox, profile, request, closing.Token, pipes), pipes);
    }

    /// <summary>Lines that match the regular expression, by ripgrep where the system has it. Files that .gitignore names are then left out unless the glob names them.</summary>
    public async Task<SearchResult> Search(string pattern, string glob, int limit, CancellationToken cancellationToken) =>
        await RipgrepSearch.TryRun(this, pattern, glob, limit, cancellationToken) ?? Files.Search(pattern, regex: true, glob, limit);

    /// <summary>Restores the packages that the commit asks for, from the host's caches or, where the operator allows it, the network. Done once; the first command does it where nobody did.</summary>
    public async Task<PrepareResult> Prepare(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
        using var place = await gate.Enter(either.Token);
        return await PrepareOnce(either.Token);
    }

    /// <summary>Keeps the files as they are now. Null when nothing changed since the last checkpoint (or the opening).</summary>
    public async Task<Checkpoint?> Checkpoint(CancellationToken cancellationToken)
    {
        using var place = await Alone(cancellationToken);
        var (tree, _) = await snapshots.Take(await HeadTree(cancellationToken), cancellationToken);
        if (tree == (checkpointTree ?? headTree))
            return null;
        var request = new CommitRequest("checkpoint\n", "factory", "factory@localhost", DateTimeOffset.UnixEpoch);
        var commit = await Record(tree, request, cancellationToken);
        var pack = await Keep(commit, "refs/factory/checkpoint", cancellationToken);
        checkpointTree = tree;
        return new Checkpoint(commit, BaseCommit, pack);
    }

    /// <summary>Makes one commit on the base with everything that differs from it, ignored files left out.</summary>
    public async Task<CommitResult> Commit(CommitRequest request, CancellationToken cancellationToken)
    {
        using var place = await Alone(cancellationToken);
        var (tree, untaken) = await snapshots.Take(await HeadTree(cancellationToken), cancellationToken);
        var (files, unwanted) = await new TreeChanges(git).Between(BaseCommit + "^{tree}", tree, cancellationToken);
        if (untaken.Count + unwanted.Count > 0)
            return new CommitResult(null, [.. untaken, .. unwanted]);
        if (files.Count == 0)
            return new CommitResult(null, []);
        var commit = await Record(tree, request, cancellationToken);
        return new CommitResult(new Commit(commit, BaseCommit, await Keep(commit, "refs/factory/commit", cancellationToken), files), []);
    }

    /// <summary>Unified diff between two commits; null for <paramref name="to"/> is the files as they are now. Cut after <paramref name="limit"/> characters, with a note.</summary>
    /// <param name="binaries">Whether files that look binary, or that the repository calls so, are shown line by line, too.</param>
    public async Task<string> Diff(string from, string? to, int limit, CancellationToken cancellationToken, bool binaries = false)
    {
        using var place = await Alone(cancellationToken);
        var tree = to is null ? (await snapshots.Take(await HeadTree(cancellationToken), cancellationToken)).Tree : Full(to);
        var diff = await git.Run(["diff-tree", "-r", "-p", "--no-renames", "--no-textconv", "--no-ext-diff", "--no-color", "--full-index", binaries ? "--text" : "--patch", Full(from), tree, "--"], cancellationToken);
        return diff.Text.Length <= limit ? diff.Text : $"{diff.Text[..limit]}\n… {diff.Text.Length - limit} characters of the diff were cut here …\n";
    }

    /// <summary>Files that differ between two commits; null for <paramref name="to"/> is the files as they are now.</summary>
    public async Task<IReadOnlyList<ChangedFile>> Changes(string from, string? to, CancellationToken cancellationToken)
    {
        using var place = await Alone(cancellationToken);
        var tree = to is null ? (await snapshots.Take(await HeadTree(cancellationToken), cancellationToken)).Tree : Full(to);
        return (await new TreeChanges(git).Between(Full(from), tree, cancellationToken)).Files;
    }

    /// <summary>
    /// Makes these files be as they are at the commit (one that the workspace has), modes and links included; those that the commit does not have are deleted.
    /// Other files stay as they are. What the evidence run builds on: base's tests over head's product files.
    /// </summary>
    /// <param name="paths">Relative to the root, with forward slashes. None at all changes nothing.</param>
    public async Task TakeFiles(string commit, IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            return;
        using var place = await Alone(cancellationToken);
        var (tree, _) = await snapshots.Take(await HeadTree(cancellationToken), cancellationToken);
        await snapshots.PutBack(await snapshots.Compose(tree, Full(commit), paths.ToHashSet(StringComparer.Ordinal), cancellationToken), cancellationToken);
    }

    /// <summary>Ends its commands and deletes it, as <see cref="WorkspaceHost.Close"/> does.</summary>
    public async ValueTask DisposeAsync()
    {
        await Close();
        gate.Dispose();
        closing.Dispose();
        preparing.Dispose();
    }

    /// <summary>Takes the packs in, and checks the head out.</summary>
    internal async Task Fill(IReadOnlyList<ReadOnlyMemory<byte>> packs, CancellationToken cancellationToken)
    {
        folders.Create(sandbox.IsConfined);
        foreach (var pack in packs)
            await TakePack(null, pack, cancellationToken);
        var refs = await git.Try(["update-ref", "--stdin"], cancellationToken, Encoding.ASCII.GetBytes($"create refs/heads/main {Head}\ncreate refs/factory/base {BaseCommit}\n"));
        if (refs.ExitCode != 0)
            throw new UnusableRepository($"The base {BaseCommit} or the head {Head} is not a commit of the mirror {Mirror} or of the packs: {refs.Error.Trim()} Fetch the repository again.");
        await writingGit.Run(["read-tree", "--reset", "-u", Head], cancellationToken);
        _ = disk.Settle();
    }

    /// <summary>Ends its commands and deletes it.</summary>
    internal async Task Close()
    {
        await closing.CancelAsync();
        await Task.WhenAll(background.AllEnded(), servers.AllEnded());
        using (await gate.EnterAlone(CancellationToken.None))
        {
            await FolderRemoval.Remove(folders.Root);
        }
    }

    private async Task<SandboxProfile> ProfileFor(CommandRequest request, CancellationToken cancellationToken)
    {
        ArgumentLimits.Check(request.Arguments);
        var folder = Files.Folder(request.WorkingFolder);
        if (request.Prepared)
            await PrepareOnce(cancellationToken);
        var profile = folders.ForCommands(folder, disk);
        var environment = CommandEnvironment.For(request);
        if (request.Prepared && preparer.Prepared is { } restored)
        {
            profile = profile with { Mounts = [.. profile.Mounts, .. PreparedFolders.HostCaches(sandbox.Options), new Mount(restored, PreparedFolders.Inside, Writable: false)] };
            foreach (var (name, value) in PreparedFolders.Environment(network: false))
                environment.TryAdd(name, value);
        }

        return profile with { Environment = environment };
    }

    /// <summary>No command runs, and what runs in the background stands still.</summary>
    private async Task<IDisposable> Alone(CancellationToken cancellationToken) => background.HoldAll(await gate.EnterAlone(cancellationToken));

    private async Task<PrepareResult> PrepareOnce(CancellationToken cancellationToken)
    {
        if (prepared is { } done)
            return done;
        await preparing.WaitAsync(cancellationToken);
        try
        {
            return prepared ??= await preparer.Run(BaseCommit, Head, cancellationToken);
        }
        finally
        {
            preparing.Release();
        }
    }

    private static string Full(string commit) =>
        RefNames.IsCommitId(commit) ? commit : throw new ArgumentException($"'{commit}' is not a full commit id.", nameof(commit));

    private async Task<string> HeadTree(CancellationToken cancellationToken) => headTree ??= (await git.Run(["rev-parse", Head + "^{tree}"], cancellationToken)).Line;

    private async Task<string> Record(string tree, CommitRequest request, CancellationToken cancellationToken)
    {
        var date = $"@{request.Date.ToUnixTimeSeconds()} +0000";
        var identity = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_AUTHOR_NAME"] = request.AuthorName,
            ["GIT_AUTHOR_EMAIL"] = request.AuthorEmail,
            ["GIT_AUTHOR_DATE"] = date,
            ["GIT_COMMITTER_NAME"] = request.AuthorName,
            ["GIT_COMMITTER_EMAIL"] = request.AuthorEmail,
            ["GIT_COMMITTER_DATE"] = date,
        };
        return (await git.Run(["commit-tree", tree, "-p", BaseCommit, "-F", "-"], cancellationToken, Encoding.UTF8.GetBytes(request.Message), identity)).Line;
    }

    /// <summary>Gives the commit a name here, and its pack to whoever keeps it elsewhere.</summary>
    private async Task<ReadOnlyMemory<byte>> Keep(string commit, string name, CancellationToken cancellationToken)
    {
        var pack = Pack(commit, cancellationToken);
        await Task.WhenAll(pack, git.Run(["update-ref", name, commit], cancellationToken));
        return await pack;
    }

    private async Task<ReadOnlyMemory<byte>> Pack(string commit, CancellationToken cancellationToken) =>
        (await git.Run(["pack-objects", "--revs", "--thin", "--stdout", "--delta-base-offset", "-q"], cancellationToken, Encoding.ASCII.GetBytes($"{commit}\n^{BaseCommit}\n"))).Bytes;

    private async Task TakePack(string? commit, ReadOnlyMemory<byte> pack, CancellationToken cancellationToken)
    {
        if (commit is not null && (await git.Try(["cat-file", "-e", Full(commit) + "^{commit}"], cancellationToken)).ExitCode == 0)
            return;
        var taken = await git.Try(["index-pack", "--stdin", "--fix-thin", "--strict"], cancellationToken, pack);
        if (taken.ExitCode != 0)
            throw new UnusableRepository($"A pack for {BaseCommit} cannot be used: {taken.Error.Trim()} Make it again from the mirror {Mirror}.");
    }
}
