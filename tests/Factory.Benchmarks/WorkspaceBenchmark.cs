using System.Diagnostics;
using Factory.Workspaces;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;

namespace Factory.Benchmarks;

/// <summary>Opening a workspace on a repository of 10,000 files, its mirror present, against a plain <c>git worktree add</c>; and what a sandboxed <c>true</c> costs.</summary>
internal sealed class WorkspaceBenchmark : IBenchmark
{
    private const int Files = 10_000;
    private const double Most = 1.3;
    private const double MostMilliseconds = 15;

    public string Name => "workspace";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("factory-bench-").FullName;
        try
        {
            var repository = Path.Combine(folder, "repository");
            await MakeRepository(repository, ct);
            var mirrors = Path.Combine(folder, "mirrors");
            var fetched = await new Mirrors(mirrors, new SandboxOptions()).Fetch(repository, null, ct);
            await using var host = new WorkspaceHost(new WorkspaceOptions { Folder = Path.Combine(folder, "workspaces"), MirrorsFolder = mirrors });
            await host.Start(ct);
            return [await Opening(folder, repository, host, fetched, ct), await Nothing(host, fetched, ct)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figure> Opening(string folder, string repository, WorkspaceHost host, FetchedMirror fetched, CancellationToken ct)
    {
        var (seconds, ratio) = await Pairs.Measure(
            async () =>
            {
                var tree = Path.Combine(folder, "tree");
                var started = Stopwatch.GetTimestamp();
                await Git(repository, ct, "worktree", "add", "--quiet", "--detach", tree);
                var time = Stopwatch.GetElapsedTime(started).TotalSeconds;
                await Git(repository, ct, "worktree", "remove", "--force", tree);
                return time;
            },
            async () =>
            {
                var id = Guid.NewGuid();
                var started = Stopwatch.GetTimestamp();
                await host.Open(id, fetched.MirrorName, fetched.BaseCommit, [], fetched.BaseCommit, ct);
                var time = Stopwatch.GetElapsedTime(started).TotalSeconds;
                await host.Close(id, ct);
                return time;
            });
        return new Figure($"workspace: open on {Files:N0} files", seconds * 1000, "ms", ratio, $"at most {Most} of git worktree add", ratio <= Most);
    }

    private static async Task<Figure> Nothing(WorkspaceHost host, FetchedMirror fetched, CancellationToken ct)
    {
        var workspace = await host.Open(Guid.NewGuid(), fetched.MirrorName, fetched.BaseCommit, [], fetched.BaseCommit, ct);
        var times = new List<double>();
        for (var run = 0; run < 35; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await workspace.Run(new CommandRequest(["true"]), ct);
            if (run >= 5)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        var median = times[times.Count / 2];
        return new Figure("workspace: true in the sandbox", median, "ms", null, $"under {MostMilliseconds} ms", median < MostMilliseconds);
    }

    private static async Task MakeRepository(string path, CancellationToken ct)
    {
        Directory.CreateDirectory(path);
        await Git(path, ct, "init", "--quiet");
        for (var file = 0; file < Files; file++)
        {
            var folder = Path.Combine(path, $"part{file / 500}", $"area{file / 50 % 10}");
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, $"file{file}.txt"), string.Concat(Enumerable.Range(0, 40).Select(line => $"line {line} of file {file}\n")), ct);
        }

        await Git(path, ct, "add", "--all");
        await Git(path, ct, "-c", "user.name=Bench", "-c", "user.email=bench@example.com", "commit", "--quiet", "--message", "Files");
    }

    private static async Task Git(string folder, CancellationToken ct, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, UseShellExecute = false })!;
        await git.WaitForExitAsync(ct);
        if (git.ExitCode != 0)
            throw new InvalidOperationException($"git {arguments[0]} ended with {git.ExitCode}.");
    }
}
