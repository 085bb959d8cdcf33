using Factory.Cli.Programs;

namespace Factory.Cli.Evaluating;

/// <summary>A bare repository of a task's own, in which the mission publishes: the task's folder is only read.</summary>
/// <param name="path">Absolute; made where it is missing.</param>
internal sealed class TaskRepository(string path)
{
    private static readonly string[] AsEver =
    [
        // The same files give the same commit, by which a task is known again.
        "-c", "user.name=eval", "-c", "user.email=eval@localhost", "-c", "core.autocrlf=false",
    ];

    private readonly Git _git = new(path, new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_AUTHOR_DATE"] = "2020-01-01T00:00:00Z", ["GIT_COMMITTER_DATE"] = "2020-01-01T00:00:00Z" });

    public string Path => path;

    /// <summary>Brings base up to date with the task's repo/: its HEAD where it is a repository, else its files as one commit.</summary>
    /// <returns>The commit's id.</returns>
    /// <exception cref="TaskBroken">There is no such folder, or nothing in it.</exception>
    public async Task<string> Take(string folder, CancellationToken ct)
    {
        if (!Directory.Exists(folder))
            throw new TaskBroken($"there is no folder {folder}: put the code there, as files or as a git repository.");
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            await Do(folder, ["init", "--quiet", "--bare", "--initial-branch=main"], ct);
        }

        return IsRepository(folder) ? await Fetch(folder, ct) : await Commit(folder, ct);
    }

    /// <summary>Forgets what was published.</summary>
    public void Delete()
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    /// <summary>The folder itself: tasks may lie within a repository of their own.</summary>
    private static bool IsRepository(string folder) =>
        Directory.Exists(System.IO.Path.Combine(folder, ".git")) || File.Exists(System.IO.Path.Combine(folder, ".git"))
        || (File.Exists(System.IO.Path.Combine(folder, "HEAD")) && Directory.Exists(System.IO.Path.Combine(folder, "objects")) && Directory.Exists(System.IO.Path.Combine(folder, "refs")));

    private async Task<string> Fetch(string folder, CancellationToken ct)
    {
        await Do(folder, ["-c", "protocol.file.allow=always", "fetch", "--quiet", "--no-tags", "--no-auto-maintenance", "--no-recurse-submodules", "--", folder, "+HEAD:refs/heads/main"], ct);
        return await Do(folder, ["rev-parse", "--verify", "refs/heads/main"], ct);
    }

    private async Task<string> Commit(string folder, CancellationToken ct)
    {
        await Do(folder, [.. AsEver, $"--work-tree={folder}", "add", "--all", "--", folder], ct);
        var tree = await Do(folder, ["write-tree"], ct);
        if ((await Do(folder, ["ls-tree", "--name-only", tree], ct)).Length == 0)
            throw new TaskBroken($"{folder} is empty: put the code there, as files or as a git repository.");
        var commit = await Do(folder, [.. AsEver, "commit-tree", "--no-gpg-sign", "-m", "Base", tree], ct);
        await Do(folder, ["update-ref", "refs/heads/main", commit], ct);
        return commit;
    }

    private async Task<string> Do(string folder, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var result = await _git.Run(arguments, ct);
        return result.ExitCode == 0 ? result.Output.Trim() : throw new TaskBroken($"{folder} cannot be taken as base: {result.FirstErrorLine}");
    }
}
