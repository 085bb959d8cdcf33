using Factory.Cli.Programs;
using Factory.Contracts;

namespace Factory.Cli.Fixing;

/// <summary>The person's repository, only ever read by the command line; one on another machine only the publisher speaks with.</summary>
internal sealed class Repository
{
    private readonly Git? _git;

    private Repository(string path, Git? git) => (Path, _git) = (path, git);

    /// <summary>Absolute path: the top of the working tree, or the bare repository. Or an address.</summary>
    public string Path { get; }

    /// <exception cref="UsageException">There is no repository with a commit, or it has no such base.</exception>
    public static async Task<Repository> Open(string path, string? start, CancellationToken ct)
    {
        if (RepositoryAddress.IsMeant(path))
            return new Repository(RepositoryAddress.Read(path, out var problem)?.ToString() ?? throw new UsageException(problem!), git: null);
        var full = System.IO.Path.GetFullPath(path);
        if (File.Exists(full))
            throw new UsageException($"{full} is a file. Give --repo the folder of a git repository.");
        if (!Directory.Exists(full))
            throw new UsageException($"There is no folder {full}. Give --repo the folder of a git repository.");
        var git = new Git(full);
        var where = await git.Run(["rev-parse", "--is-bare-repository", "--absolute-git-dir"], ct);
        if (where.ExitCode != 0)
            throw new UsageException($"{full} is not a git repository ({where.FirstErrorLine}). Run 'git init' and commit there, or give another --repo.");
        var lines = where.Output.Split('\n');
        var top = lines[0] == "true" ? lines[1] : await Top(git, full, ct);
        var repository = new Repository(top, new Git(top));
        await repository.CheckBase(repository._git!, start, ct);
        return repository;
    }

    /// <summary>What a commit changes against another, as a patch; null where it cannot be shown.</summary>
    public async Task<string?> Diff(string from, string to, CancellationToken ct)
    {
        if (_git is null)
            return null;
        var diff = await _git.Run(["diff", "--no-ext-diff", "--no-textconv", "--no-color", from, to, "--"], ct);
        return diff.ExitCode == 0 ? diff.Output : null;
    }

    private static async Task<string> Top(Git git, string full, CancellationToken ct)
    {
        var top = await git.Run(["rev-parse", "--show-toplevel"], ct);
        return top.ExitCode == 0 ? top.Output.Trim() : throw new UsageException($"{full} is inside a git directory ({top.FirstErrorLine}). Give --repo the repository's own folder.");
    }

    private async Task CheckBase(Git git, string? start, CancellationToken ct)
    {
        var head = await git.Run(["rev-list", "--max-count=1", "--all"], ct);
        if (head.ExitCode != 0 || head.Output.Trim().Length == 0)
            throw new UsageException($"The repository {Path} is empty: it has no commit to start from. Commit something first.");
        if (start is not null && (start.Length == 0 || start.StartsWith('-')))
            throw new UsageException($"--base '{start}' is no branch or commit. Give the name of a branch, tag or commit.");
        var found = await git.Run(["rev-parse", "--verify", "--quiet", "--end-of-options", $"{start ?? "HEAD"}^{{commit}}"], ct);
        if (found.ExitCode != 0)
            throw new UsageException(start is null
                ? $"HEAD of {Path} names no commit. Give the branch to start from with --base."
                : $"The repository {Path} has no branch, tag or commit '{start}'. See 'git -C {Path} branch --all', or leave --base out for HEAD.");
    }
}
