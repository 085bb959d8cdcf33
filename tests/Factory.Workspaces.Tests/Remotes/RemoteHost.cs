using System.Net;
using Factory.Emulators.Hosting;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Tests.Remotes;

/// <summary>A repository on a server of its own, and the factory's side of it.</summary>
internal sealed class RemoteHost : IAsyncDisposable
{
    public const string Branch = "factory/12345678-fix-add";

    private RemoteHost(TemporaryFolder folder, SampleRepository repository, GitHttpServer server)
    {
        (Folder, Repository, Server) = (folder, repository, server);
        Bare = Path.Combine(server.Root, "acme", "shop.git");
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TemporaryFolder Folder { get; }

    /// <summary>A person's clone.</summary>
    public SampleRepository Repository { get; }

    public GitHttpServer Server { get; }

    /// <summary>The repository on the server.</summary>
    public string Bare { get; }

    public string Address => $"{Server.Address}/acme/shop";

    public RemoteLimits Limits { get; set; } = new() { Look = TimeSpan.FromSeconds(60), Silence = TimeSpan.FromSeconds(60) };

    public SandboxOptions Sandbox { get; set; } = new();

    public RemoteMirrors Mirrors => new(Folder.In("mirrors"), Sandbox, Limits);

    public RemotePublisher Publisher => new(Folder.In("mirrors"), "factory/", Sandbox, Limits);

    public static async Task<RemoteHost> Start(Action<SampleRepository>? prepare = null)
    {
        var folder = new TemporaryFolder();
        var repository = new SampleRepository(folder.In("person"));
        prepare?.Invoke(repository);
        var host = new RemoteHost(folder, repository, await GitHttpServer.Start(folder.In("served")));
        Directory.CreateDirectory(Path.GetDirectoryName(host.Bare)!);
        SampleRepository.Run("git", folder.Path, "clone", "-q", "--bare", repository.Path, host.Bare);
        return host;
    }

    public RemoteRepository Remote(string? token = GitHttpServer.Writer, string? address = null) => new(
        address ?? Address,
        [IPAddress.Loopback],
        new GitAccess { Token = token is null ? null : new GitToken("x-access-token", token), AllowsPrivateHost = true });

    public Task<FetchedMirror> Fetch(string? at = null, string? token = GitHttpServer.Writer) => Mirrors.Fetch(Remote(token), at, Cancel);

    /// <summary>What the server has, after a person pushed there.</summary>
    public void Push(params string[] refspecs) => Repository.Git(["push", "-q", "--force", Bare, .. refspecs]);

    public string Served(params string[] arguments) => SampleRepository.Run("git", Bare, ["-c", "safe.directory=*", .. arguments]);

    public string? Published => Served("for-each-ref", "--format=%(objectname)", "refs/heads/" + Branch) is { Length: > 0 } commit ? commit : null;

    public string Mirror(FetchedMirror fetched, params string[] arguments) => SampleRepository.Run("git", Folder.In("mirrors"), ["-c", "safe.directory=*", $"--git-dir={Path.Combine(Folder.In("mirrors"), fetched.MirrorName)}", .. arguments]);

    /// <summary>A commit above the base that nobody pushed, and its pack.</summary>
    public async Task<(string Commit, byte[] Pack)> Change(string text = "def add(a, b):\n    return a + b\n")
    {
        var start = Repository.Git("rev-parse", "HEAD");
        Repository.Git("checkout", "-q", "--detach");
        Repository.Write("src/app.py", text);
        var commit = Repository.Commit("Fix");
        var pack = Folder.In("pack-" + commit);
        await File.WriteAllTextAsync(Folder.In("revs"), $"{commit}\n^{start}\n", Cancel);
        SampleRepository.Run("sh", Repository.Path, "-c", "git pack-objects --revs --thin --stdout -q < \"$0\" > \"$1\"", Folder.In("revs"), pack);
        Repository.Git("checkout", "-q", "main");
        return (commit, await File.ReadAllBytesAsync(pack, Cancel));
    }

    public Task<PublishedBranch> Publish(FetchedMirror fetched, (string Commit, byte[] Pack) change, string branch = Branch, string? replaces = null, string? token = GitHttpServer.Writer) =>
        Publisher.Publish(Remote(token), fetched.MirrorName, fetched.BaseCommit, change.Commit, change.Pack, branch, replaces, Cancel);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
