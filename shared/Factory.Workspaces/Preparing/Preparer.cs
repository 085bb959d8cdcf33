using Factory.Workspaces.Linux;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Preparing;

/// <summary>Restores a checkout's packages once per set of lock files, in a sandbox of its own; what it restored is then there for every workspace with the same lock files, to be read only.</summary>
internal sealed class Preparer(Sandbox sandbox, WorkspaceFolders folders, Git git, DiskUse disk, string preparedFolder)
{
    private const string Save = "git ls-files -z --others --ignored --exclude-standard --directory | tar --null --files-from=- -cf /prepared/tree.tar";
    private const string Load = "tar -xf /prepared/tree.tar --no-same-owner";
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);

    /// <summary>Folder with what was restored; null when nothing was.</summary>
    public string? Prepared { get; private set; }

    public async Task<PrepareResult> Run(string baseCommit, string head, CancellationToken cancellationToken)
    {
        PreparePlan plan;
        try
        {
            plan = await PreparePlan.Find(git, baseCommit, head, sandbox.Options.AllowNetworkInPrepare, cancellationToken);
        }
        catch (FormatException exception)
        {
            return new PrepareResult([], false, exception.Message);
        }

        if (plan.Commands.Count == 0 || !sandbox.IsConfined)
            return PrepareResult.Nothing with { Commands = plan.Commands };
        Directory.CreateDirectory(preparedFolder);
        var kept = Path.Combine(preparedFolder, plan.Key);
        using (await Lock(kept, cancellationToken))
        {
            return Directory.Exists(kept) ? await Reuse(plan, kept, cancellationToken) : await Restore(plan, kept, cacheable: baseCommit == head, cancellationToken);
        }
    }

    /// <summary>One at a time prepares, begins to use or deletes what is kept in a folder.</summary>
    public static Task<IDisposable> Lock(string kept, CancellationToken cancellationToken) => MirrorLock.Take(kept + ".lock", cancellationToken);

    private async Task<PrepareResult> Reuse(PreparePlan plan, string kept, CancellationToken cancellationToken)
    {
        Prepared = kept;
        PreparedCache.Touch(kept);
        var loaded = await InSandbox(Load, kept, writable: false, cancellationToken);
        return new PrepareResult(plan.Commands, FromCache: true, loaded.Succeeded ? null : $"What was prepared could not be put back: {Tail(loaded)}");
    }

    private async Task<PrepareResult> Restore(PreparePlan plan, string kept, bool cacheable, CancellationToken cancellationToken)
    {
        // What a change of ours prepared is not kept for others: its scripts may be the change's own.
        var made = cacheable ? kept + ".new" : Path.Combine(folders.Root, "prepared");
        await FolderRemoval.Remove(made);
        Directory.CreateDirectory(made);
        if (LinuxCalls.IsRoot)
            _ = LinuxCalls.ChangeOwnerOfLink(made, folders.Owner.User, folders.Owner.Group);
        string? problem = null;
        foreach (var command in plan.Commands)
        {
            var result = await InSandbox(command, made, writable: true, cancellationToken);
            problem ??= result.Succeeded ? null : $"'{command}' failed with exit code {result.ExitCode}{(result.Killed == KillReason.None ? "" : $" (killed: {result.Killed})")}: {Tail(result)}";
        }

        if (problem is null && cacheable && (await InSandbox(Save, made, writable: true, cancellationToken)).Succeeded)
        {
            Directory.Move(made, kept);
            made = kept;
        }

        Prepared = made;
        return new PrepareResult(plan.Commands, FromCache: false, problem);
    }

    private static string Tail(CommandResult result) => result.Output.Length <= 1_000 ? result.Output.Trim() : "…" + result.Output[^1_000..].Trim();

    private Task<CommandResult> InSandbox(string command, string prepared, bool writable, CancellationToken cancellationToken)
    {
        var network = writable && sandbox.Options.AllowNetworkInPrepare;
        var profile = folders.ForCommands(".", disk);
        var request = CommandRequest.Shell(command) with { TimeLimit = AtMost };
        var npm = writable ? "if [ -d /caches/npm ]; then cp -r --no-preserve=all /caches/npm /tmp/npm 2>/dev/null; fi; export npm_config_cache=/tmp/npm; " : "";
        return sandbox.Run(
            profile with
            {
                Mounts = [.. profile.Mounts, .. PreparedFolders.HostCaches(sandbox.Options), new Mount(prepared, PreparedFolders.Inside, writable)],
                Network = network,
                Environment = With(CommandEnvironment.For(request, offline: !network), PreparedFolders.Environment(network)),
            },
            command.StartsWith("npm", StringComparison.Ordinal) ? CommandRequest.Shell(npm + command) with { TimeLimit = AtMost } : request,
            cancellationToken);
    }

    private static Dictionary<string, string> With(Dictionary<string, string> variables, Dictionary<string, string> more)
    {
        var all = new Dictionary<string, string>(variables, StringComparer.Ordinal);
        foreach (var (name, value) in more)
            all[name] = value;
        return all;
    }
}
