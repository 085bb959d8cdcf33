using System.Security.Cryptography;
using System.Text;
using Factory.Workspaces.Linux;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories;

/// <summary>Bare mirrors of repositories, one folder each, named by a hash of the repository's real path.</summary>
public sealed class Mirrors
{
    private const string KeptBases = "refs/factory/bases/";
    private readonly string folder;
    private readonly Sandbox sandbox;
    private readonly SafeDirectories safe;
    private readonly Action<string> told;

    /// <param name="folder">Holds the mirrors. Made where it is missing.</param>
    /// <param name="told">What the operator should know and no fetch fails of, such as a mirror that could not be packed. Null: nobody is told.</param>
    public Mirrors(string folder, SandboxOptions sandbox, Action<string>? told = null)
    {
        this.told = told ?? (_ => { });
        this.folder = Path.GetFullPath(folder);
        this.sandbox = new Sandbox(sandbox, Path.Combine(this.folder, ".sandbox"));
        safe = new SafeDirectories(Path.Combine(this.folder, ".sandbox"));
    }

    /// <summary>Brings the mirror up to date and resolves the base. Nothing in the repository is run or changed.</summary>
    /// <param name="repositoryPath">A bare repository, a checkout, a worktree, or a folder in one.</param>
    /// <param name="baseRef">Branch, tag or commit id; null for what HEAD names.</param>
    /// <exception cref="UnusableRepository">Not a repository, empty, not readable, or the base is unknown.</exception>
    public async Task<FetchedMirror> Fetch(string repositoryPath, string? baseRef, CancellationToken cancellationToken)
    {
        var location = RepositoryLocation.Find(repositoryPath);
        await sandbox.Check(cancellationToken);
        var name = Name(location);
        var mirror = Path.Combine(folder, name);
        Directory.CreateDirectory(folder);
        var source = new Git(sandbox, Profile(location, mirror: null), location.GitFolder, workTree: null);
        var (commit, known) = await new BaseLookup(source, repositoryPath).Find(baseRef, cancellationToken);
        var git = new Git(sandbox, Profile(location, mirror), mirror, workTree: null);
        using (await MirrorLock.Take(mirror + ".lock", cancellationToken))
        {
            MirrorFolder.Prepare(mirror);
            if ((await git.Try(["rev-parse", "--verify", "--quiet", KeptBases + commit], cancellationToken)).ExitCode != 0)
            {
                await Bring(git, location, repositoryPath, commit, cancellationToken);
                await new MirrorPacking(mirror, git, told).Pack(cancellationToken);
            }
        }

        return new FetchedMirror(name, commit, known) { RepositoryPath = location.RepositoryPath, Size = await TreeSizes.Measure(git, commit, cancellationToken) };
    }

    internal static string Name(RepositoryLocation location) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(location.CommonFolder)))[..32];

    /// <summary>References of the source land beneath refs/source, so that pruning there can never touch a reference of ours.</summary>
    private static async Task Bring(Git git, RepositoryLocation location, string repositoryPath, string commit, CancellationToken cancellationToken)
    {
        var fetched = await git.Try(
            [
                .. MirrorPacking.OneFetchOnePack, "fetch", "--quiet", "--force", "--prune", "--no-tags", "--no-write-fetch-head", "--update-shallow", "--no-auto-maintenance", "--no-recurse-submodules", "--upload-pack=git-upload-pack",
                "--", location.CommonFolder, "+refs/heads/*:refs/source/heads/*", "+refs/tags/*:refs/source/tags/*", commit,
            ],
            cancellationToken);
        if (fetched.ExitCode != 0)
            throw new UnusableRepository($"{repositoryPath} could not be fetched: {fetched.Error.Trim()} Check it with: git -C {repositoryPath} fsck");
        await git.Run(["update-ref", KeptBases + commit, commit], cancellationToken);
    }

    private SandboxProfile Profile(RepositoryLocation location, string? mirror)
    {
        var config = safe.For(location);
        var mounts = location.Folders.Select(folder => new Mount(folder, folder, Writable: false)).Append(new Mount(config, config, Writable: false));
        return new SandboxProfile
        {
            Mounts = [.. mirror is null ? mounts : mounts.Append(new Mount(mirror, mirror, Writable: true))],
            Folder = "/",
            HostFolder = "/",
            User = 0,
            Group = 0,
            ReadsAll = LinuxCalls.IsRoot,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_CONFIG_GLOBAL"] = config },
        };
    }
}
