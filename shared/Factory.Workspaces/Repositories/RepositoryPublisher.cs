using Factory.Workspaces.Linux;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories;

/// <summary>Puts a new branch into a person's repository, by a fetch run there: never touches working tree, index, or a branch that exists.</summary>
/// <remarks>As root it runs as the repository's owner, so that the files it makes belong to them.</remarks>
public sealed class RepositoryPublisher
{
    private const string NotThere = "0000000000000000000000000000000000000000";
    private readonly string folder;
    private readonly Sandbox sandbox;
    private readonly SafeDirectories safe;

    public RepositoryPublisher(string mirrorsFolder, SandboxOptions sandbox)
    {
        folder = Path.GetFullPath(mirrorsFolder);
        this.sandbox = new Sandbox(sandbox, Path.Combine(folder, ".sandbox"));
        safe = new SafeDirectories(Path.Combine(folder, ".sandbox"));
    }

    /// <summary>Publishes. Repeating it finds the branch that is there.</summary>
    /// <exception cref="UnusableRepository">The branch names another commit, its name is not allowed, or the repository cannot be written.</exception>
    public async Task<PublishedBranch> Publish(string repositoryPath, string mirror, string baseCommit, string commit, ReadOnlyMemory<byte> pack, string branch, CancellationToken cancellationToken)
    {
        if (RefNames.Problem(branch) is { } problem)
            throw new UnusableRepository($"The branch cannot be named '{Files.ConfinedPath.Printable(branch)}': {problem}.");
        var location = RepositoryLocation.Find(repositoryPath);
        await sandbox.Check(cancellationToken);
        await using var change = await PackedChange.Take(folder, sandbox, mirror, baseCommit, commit, pack, cancellationToken);
        var git = new Git(sandbox, Profile(location, change.Folder, Path.Combine(folder, mirror)), location.CommonFolder, workTree: null);
        if (await Existing(git, branch, cancellationToken) is { } existing)
            return Same(repositoryPath, branch, existing, commit);
        await Bring(git, change.Folder, repositoryPath, commit, cancellationToken);
        return await MakeBranch(git, repositoryPath, branch, commit, cancellationToken);
    }

    private static async Task<string?> Existing(Git git, string branch, CancellationToken cancellationToken)
    {
        var found = await git.Try(["rev-parse", "--verify", "--quiet", "--end-of-options", "refs/heads/" + branch], cancellationToken);
        return found.ExitCode == 0 ? found.Line : null;
    }

    private static PublishedBranch Same(string repositoryPath, string branch, string existing, string commit) =>
        existing == commit
            ? new PublishedBranch(branch, commit, WasThere: true)
            : throw new UnusableRepository($"{repositoryPath} has a branch {branch} already, at {existing} instead of {commit}. It was left alone. Delete or rename it, then try again.");

    /// <summary>Objects only: killed in the middle, nothing can be seen of it.</summary>
    private static async Task Bring(Git git, string from, string repositoryPath, string commit, CancellationToken cancellationToken)
    {
        var fetched = await git.Try(
            [
                "fetch", "--quiet", "--no-tags", "--no-prune", "--no-write-fetch-head", "--no-auto-maintenance", "--no-write-commit-graph", "--no-recurse-submodules", "--refmap=", "--upload-pack=git-upload-pack",
                "--", from, commit,
            ],
            cancellationToken);
        if (fetched.ExitCode != 0)
            throw new UnusableRepository($"The change could not be brought into {repositoryPath}: {fetched.Error.Trim()} Check that the factory's user may write there, and that it is sound: git -C {repositoryPath} fsck");
    }

    /// <summary>Made only if nothing of that name is there at that moment.</summary>
    private static async Task<PublishedBranch> MakeBranch(Git git, string repositoryPath, string branch, string commit, CancellationToken cancellationToken)
    {
        var made = await git.Try(["update-ref", "--no-deref", "refs/heads/" + branch, commit, NotThere], cancellationToken);
        if (made.ExitCode == 0)
            return new PublishedBranch(branch, commit, WasThere: false);
        if (await Existing(git, branch, cancellationToken) is { } existing)
            return Same(repositoryPath, branch, existing, commit);
        throw new UnusableRepository($"The branch {branch} could not be made in {repositoryPath}: {made.Error.Trim()}");
    }

    private SandboxProfile Profile(RepositoryLocation location, string change, string mirror)
    {
        var config = safe.For(location, change);
        var owner = FileStatus.Of(location.CommonFolder);
        var mounts = location.Folders.Select(part => new Mount(part, part, Writable: part == location.CommonFolder));
        return new SandboxProfile
        {
            Mounts = [.. mounts, new(config, config, Writable: false), new(mirror, mirror, Writable: false), new(change, change, Writable: false)],
            Folder = "/",
            HostFolder = "/",
            User = owner.User,
            Group = owner.Group,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_CONFIG_GLOBAL"] = config },
        };
    }
}
