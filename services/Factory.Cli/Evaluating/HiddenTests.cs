using Factory.Workspaces;
using Factory.Workspaces.Files;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;

namespace Factory.Cli.Evaluating;

/// <summary>Runs hidden tests on what a mission published, in a sandbox, after it has ended.</summary>
internal sealed class HiddenTests : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Mirrors _mirrors;
    private readonly WorkspaceHost _host;

    /// <param name="folder">Of this run alone; deleted at the end.</param>
    public HiddenTests(string folder)
    {
        _folder = folder;
        // As for the droids' commands: only the operator may say that they are not confined.
        var sandbox = new SandboxOptions { AllowUnsandboxed = bool.TryParse(Environment.GetEnvironmentVariable("Factory__Computer__AllowUnsandboxed"), out var allowed) && allowed };
        var mirrors = Path.Combine(folder, "mirrors");
        _mirrors = new Mirrors(mirrors, sandbox);
        _host = new WorkspaceHost(new WorkspaceOptions { Folder = Path.Combine(folder, "checkouts"), MirrorsFolder = mirrors, Sandbox = sandbox });
    }

    /// <summary>Checks that hidden tests can be run here.</summary>
    /// <exception cref="UsageException">Another process uses the folder.</exception>
    /// <exception cref="SandboxUnavailable">Commands cannot be confined here.</exception>
    public async Task Start(CancellationToken ct)
    {
        try
        {
            await _host.Start(ct);
        }
        catch (IOException error)
        {
            throw new UsageException($"{error.Message} Another eval may be running with the same results; wait for it, or name others with --results.");
        }
    }

    /// <param name="repository">Where it was published.</param>
    /// <param name="commit">Full id of what was published.</param>
    /// <param name="files">The folder with the hidden files; need not be there.</param>
    /// <param name="log">Where what the command printed is written.</param>
    /// <returns>Whether the command ended by itself with exit code 0.</returns>
    public async Task<bool> Pass(string repository, string commit, string files, string command, TimeSpan timeout, string log, CancellationToken ct)
    {
        var fetched = await _mirrors.Fetch(repository, commit, ct);
        var workspace = await _host.Open(Guid.NewGuid(), fetched.MirrorName, fetched.BaseCommit, [], fetched.BaseCommit, ct);
        try
        {
            foreach (var file in HiddenFiles.In(files))
                workspace.Files.WriteBytes(file, await File.ReadAllBytesAsync(Path.Combine(files, file), ct));
            var result = await workspace.Run(CommandRequest.Shell(command) with { TimeLimit = timeout }, ct);
            await File.WriteAllTextAsync(log, $"$ {command}\n{result.Output}\n--- {(result.Killed == KillReason.None ? $"exit code {result.ExitCode}" : $"killed: {result.Killed.ToString().ToLowerInvariant()} limit")} ---\n", ct);
            return result.Succeeded;
        }
        catch (FileRefused refused)
        {
            throw new TaskBroken($"the hidden files do not fit over what was published: {refused.Message}", refused);
        }
        finally
        {
            await _host.Close(workspace.Id, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
