using System.Diagnostics;
using Factory.Workspaces;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Tests;

/// <summary>A real repository made for one test, with a workspace opened on its newest commit.</summary>
public sealed class OpenedRepository : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WorkspaceHost _host;

    private OpenedRepository(string folder, WorkspaceHost host, Workspace workspace, string baseCommit)
    {
        _folder = folder;
        _host = host;
        Workspace = workspace;
        BaseCommit = baseCommit;
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Workspace Workspace { get; }

    /// <summary>The first commit; the workspace's head is the last one.</summary>
    public string BaseCommit { get; }

    /// <summary>Opens a repository with these files; a null text deletes a file in a later commit.</summary>
    public static async Task<OpenedRepository> Open(params (string Path, string? Text)[][] commits)
    {
        var folder = Directory.CreateTempSubdirectory("factory-mechanic-").FullName;
        var repository = Path.Combine(folder, "repository");
        Directory.CreateDirectory(repository);
        Git(repository, "init", "-q", "-b", "main");
        var first = "";
        foreach (var files in commits)
        {
            foreach (var (path, text) in files) Write(Path.Combine(repository, path), text);
            Git(repository, "add", "-A", "-f");
            Git(repository, "commit", "-q", "--allow-empty", "-m", "change");
            if (first.Length == 0) first = Git(repository, "rev-parse", "HEAD");
        }

        var mirrors = Path.Combine(folder, "mirrors");
        var fetched = await new Mirrors(mirrors, new()).Fetch(repository, null, Cancel);
        var host = new WorkspaceHost(new WorkspaceOptions { Folder = Path.Combine(folder, "workspaces"), MirrorsFolder = mirrors });
        await host.Start(Cancel);
        var workspace = await host.Open(Guid.NewGuid(), fetched.MirrorName, fetched.BaseCommit, [], fetched.BaseCommit, Cancel);
        return new OpenedRepository(folder, host, workspace, first);
    }

    public static Task<OpenedRepository> Open(params (string Path, string? Text)[] files) => Open([files]);

    public TestPlan Plan(string? command = null) => TestDetection.Detect(Workspace, command) is { Found: true } found ? found.Plan : throw new InvalidOperationException("no tests were found");

    public Task<TestReport> RunTests(string? command = null, double seconds = 60, TestSelection? selection = null) =>
        TestRunner.Run(Workspace, Plan(command), selection, TimeSpan.FromSeconds(seconds), Cancel);

    public Task<RepairResult> Repair(string report = "", double seconds = 60, string? command = null, bool apply = false, int parallel = 2, int seed = 0, params string[] failing) =>
        Mechanic.Repair.Search(Request(report, seconds, command, apply, parallel, seed, failing), null, TimeProvider.System, Cancel);

    public RepairRequest Request(string report = "", double seconds = 60, string? command = null, bool apply = false, int parallel = 2, int seed = 0, params string[] failing) => new()
    {
        Workspace = Workspace,
        Plan = Plan(command),
        Report = report,
        Budget = TimeSpan.FromSeconds(seconds),
        FailingTests = failing,
        Parallel = parallel,
        Seed = seed,
        Apply = apply,
    };

    public Task<EvidenceResult> Evidence(string? command = null) =>
        EvidenceRun.Run(Workspace, new EvidenceRequest(BaseCommit, Workspace.Head, command, TimeSpan.FromSeconds(60)), Cancel);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Write(string path, string? text)
    {
        if (text is null)
        {
            File.Delete(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "Person";
            start.Environment[$"GIT_{role}_EMAIL"] = "person@example.com";
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }
}
