using System.Text;
using Factory.Workspaces.Linux;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories;

/// <summary>A change's pack in a repository of its own for a moment, on top of the mirror, where it can be looked at and fetched from.</summary>
internal sealed class PackedChange : IAsyncDisposable
{
    private readonly FileStream lockFile;
    private readonly string mirrorFolder;

    private PackedChange(string folder, string mirror, FileStream held, Sandbox sandbox)
    {
        Folder = folder;
        mirrorFolder = mirror;
        lockFile = held;
        Git = new Git(
            sandbox,
            new SandboxProfile { Mounts = [new(mirror, mirror, Writable: false), new(folder, folder, Writable: true)], Folder = "/", HostFolder = "/", Toolchains = false },
            folder,
            workTree: null);
    }

    public string Folder { get; }

    public Git Git { get; }

    /// <param name="scratch">Where the repository is made; null for beside the mirrors.</param>
    /// <exception cref="UnusableRepository">The mirror is not there, or the pack does not hold the commit above the base.</exception>
    public static async Task<PackedChange> Take(string mirrorsFolder, Sandbox sandbox, string mirrorName, string baseCommit, string commit, ReadOnlyMemory<byte> pack, CancellationToken cancellationToken, string? scratch = null)
    {
        var mirror = Path.Combine(mirrorsFolder, mirrorName);
        if (mirrorName.Length == 0 || !mirrorName.All(char.IsAsciiLetterOrDigit) || !File.Exists(Path.Combine(mirror, "HEAD")))
            throw new UnusableRepository($"There is no mirror '{mirrorName}' in {mirrorsFolder}. Fetch the repository first.");
        if (!RefNames.IsCommitId(baseCommit) || !RefNames.IsCommitId(commit))
            throw new UnusableRepository("The base or the commit of the change is not a full commit id.");
        var change = Begin(scratch ?? Path.Combine(mirrorsFolder, ".changes"), mirror, sandbox);
        try
        {
            await change.Fill(baseCommit, commit, pack, cancellationToken);
            return change;
        }
        catch
        {
            await change.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await FolderRemoval.Remove(Folder);
        File.Delete(lockFile.Name);
        await lockFile.DisposeAsync();
    }

    private static PackedChange Begin(string changes, string mirror, Sandbox sandbox)
    {
        Directory.CreateDirectory(changes);
        DeleteLeftovers(changes);
        var folder = Path.Combine(changes, Guid.NewGuid().ToString("n"));
        var held = new FileStream(folder + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        BareFolder.Create(folder, bare: true, [Path.Combine(mirror, "objects")]);
        var shallow = Path.Combine(mirror, "shallow");
        if (File.Exists(shallow))
            File.Copy(shallow, Path.Combine(folder, "shallow"));
        return new PackedChange(folder, mirror, held, sandbox);
    }

    /// <summary>A change whose lock can be had belongs to a process that was killed.</summary>
    private static void DeleteLeftovers(string changes)
    {
        foreach (var file in Directory.EnumerateFiles(changes, "*.lock"))
        {
            try
            {
                using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                var folder = Path.ChangeExtension(file, null);
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
                File.Delete(file);
            }
            catch (IOException)
            {
                // In use, or deleted by another meanwhile.
            }
        }
    }

    private async Task Fill(string baseCommit, string commit, ReadOnlyMemory<byte> pack, CancellationToken cancellationToken)
    {
        var taken = await Git.Try(["index-pack", "--stdin", "--fix-thin", "--strict"], cancellationToken, pack);
        if (taken.ExitCode != 0)
            throw new UnusableRepository($"The pack of {commit} cannot be used: {taken.Error.Trim()}");
        var made = await Git.Try(["update-ref", "--stdin"], cancellationToken, Encoding.ASCII.GetBytes($"create refs/heads/change {commit}\ncreate refs/heads/base {baseCommit}\n"));
        if (made.ExitCode != 0)
            throw new UnusableRepository($"The pack does not hold {commit}, or the mirror {Path.GetFileName(mirrorFolder)} does not hold {baseCommit}: {made.Error.Trim()}");
        if ((await Git.Try(["merge-base", "--is-ancestor", baseCommit, commit], cancellationToken)).ExitCode != 0)
            throw new UnusableRepository($"{commit} does not build on {baseCommit}.");
    }
}
