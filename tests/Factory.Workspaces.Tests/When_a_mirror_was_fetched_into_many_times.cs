using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;
using Factory.Workspaces.Tests.Remotes;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_a_mirror_was_fetched_into_many_times : IDisposable
{
    private const int Fetches = 60;

    private readonly TemporaryFolder folder = new();
    private readonly List<string> told = [];

    public void Dispose() => folder.Dispose();

    private Mirrors Mirrors => new(folder.In("mirrors"), new SandboxOptions(), told.Add);

    [Fact]
    public async Task Its_packs_become_few_and_no_object_is_lost()
    {
        var repository = new SampleRepository(folder.In("repository"));
        var mirror = folder.In("mirrors/" + (await Mirrors.Fetch(repository.Path, null, Cancel)).MirrorName);
        Commits(repository, mirror);
        var loose = Git(mirror, "hash-object", "-w", repository.Path + "/src/app.py", "--no-filters");
        var objects = Objects(mirror);

        await Mirrors.Fetch(repository.Path, null, Cancel);

        Assert.InRange(Packs(mirror).Length, 1, 10);
        Assert.Contains(objects, line => line.StartsWith(loose, StringComparison.Ordinal));
        Assert.Superset(objects, Objects(mirror));
        Git(mirror, "fsck", "--strict");
        Assert.Empty(told);
    }

    [Fact]
    public async Task So_do_those_of_a_repository_elsewhere()
    {
        await using var host = await RemoteHost.Start();
        var mirror = host.Folder.In("mirrors/" + (await host.Fetch()).MirrorName);
        Commits(host.Repository, mirror);
        host.Push("main");
        var objects = Objects(mirror);

        await host.Fetch();

        Assert.InRange(Packs(mirror).Length, 1, 10);
        Assert.Superset(objects, Objects(mirror));
    }

    [Fact]
    public async Task Each_small_fetch_is_a_pack_that_counts()
    {
        var repository = new SampleRepository(folder.In("repository"));
        var mirror = folder.In("mirrors/" + (await Mirrors.Fetch(repository.Path, null, Cancel)).MirrorName);
        repository.Write("README.md", "# Changed\n");
        repository.Commit("Change");

        await Mirrors.Fetch(repository.Path, null, Cancel);

        Assert.Equal(2, Packs(mirror).Length);
    }

    [Fact]
    public async Task Who_borrows_from_it_reads_on()
    {
        var repository = new SampleRepository(folder.In("repository"));
        var fetched = await Mirrors.Fetch(repository.Path, null, Cancel);
        var mirror = folder.In("mirrors/" + fetched.MirrorName);
        var commits = Commits(repository, mirror);
        using var borrower = Borrower(mirror);
        Assert.Equal("commit", await Kind(borrower, commits[0]));

        // The last commit is no branch's any more.
        repository.Git("reset", "-q", "--hard", "HEAD~1");
        await Mirrors.Fetch(repository.Path, null, Cancel);

        Assert.InRange(Packs(mirror).Length, 1, 10);
        foreach (var commit in commits)
            Assert.Equal("commit", await Kind(borrower, commit));
        await using var host = new WorkspaceHost(new WorkspaceOptions { Folder = folder.In("workspaces"), MirrorsFolder = folder.In("mirrors") });
        var workspace = await host.Open(Guid.NewGuid(), fetched.MirrorName, fetched.BaseCommit, [], commits[^1], Cancel);
        Assert.Equal((0, "60\n"), await workspace.Run(CommandRequest.Shell("ls data | wc -l"), Cancel) is var listed ? (listed.ExitCode, listed.Output) : default);
    }

    [Fact]
    public async Task Killed_in_the_middle_it_is_sound_and_the_next_fetch_does_it()
    {
        var repository = new SampleRepository(folder.In("repository"));
        var mirror = folder.In("mirrors/" + (await Mirrors.Fetch(repository.Path, null, Cancel)).MirrorName);
        Commits(repository, mirror);
        var objects = Objects(mirror);
        using var killing = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var fetching = Mirrors.Fetch(repository.Path, null, killing.Token);
        while (!Directory.EnumerateFiles(mirror + "/objects/pack").Any(file => Path.GetFileName(file).StartsWith("tmp_", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith(".tmp-", StringComparison.Ordinal)))
            await Task.Yield();
        await killing.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        Assert.Superset(objects, Objects(mirror));
        Git(mirror, "fsck", "--strict");

        // What a fetch leaves that was killed: a mark that its pack is in use, and a pack without its index.
        await File.WriteAllTextAsync(Path.ChangeExtension(Packs(mirror)[0], "keep"), "fetch-pack", Cancel);
        await File.WriteAllTextAsync(mirror + "/objects/pack/pack-1.pack", "PACK", Cancel);
        repository.Write("README.md", "# Next\n");
        repository.Commit("Next");
        await Mirrors.Fetch(repository.Path, null, Cancel);

        Assert.InRange(Directory.EnumerateFiles(mirror + "/objects/pack", "*.pack").Count(), 1, 10);
        Assert.DoesNotContain(Directory.EnumerateFiles(mirror + "/objects/pack"), file => Path.GetExtension(file) is not (".pack" or ".idx" or ".rev"));
        Assert.Superset(objects, Objects(mirror));
        Git(mirror, "fsck", "--strict");
    }

    [Fact]
    public async Task The_newest_thousand_bases_stay_named_and_one_that_does_not_is_fetched_as_before()
    {
        var repository = new SampleRepository(folder.In("repository"));
        var first = await Mirrors.Fetch(repository.Path, null, Cancel);
        var mirror = folder.In("mirrors/" + first.MirrorName);
        var newest = Commits(repository, mirror)[^1];
        await File.WriteAllLinesAsync(folder.In("refs"), Enumerable.Range(0, 1_100).Select(number => $"create refs/factory/bases/{number:d40} {newest}"), Cancel);
        SampleRepository.Run("sh", mirror, "-c", "git --git-dir=. update-ref --stdin < \"$0\"", folder.In("refs"));

        await Mirrors.Fetch(repository.Path, null, Cancel);

        Assert.Equal(1_000, Git(mirror, "for-each-ref", "--format=%(refname)", "refs/factory").Split('\n').Length);
        Assert.DoesNotContain(first.BaseCommit, Git(mirror, "for-each-ref", "--format=%(refname)", "refs/factory"), StringComparison.Ordinal);
        Assert.Equal(first.BaseCommit, (await Mirrors.Fetch(repository.Path, first.BaseCommit, Cancel)).BaseCommit);
    }

    [Fact]
    public async Task One_that_cannot_be_packed_is_told_and_fetched_all_the_same()
    {
        var repository = new SampleRepository(folder.In("repository"));
        var mirror = folder.In("mirrors/" + (await Mirrors.Fetch(repository.Path, null, Cancel)).MirrorName);
        var newest = Commits(repository, mirror)[^1];
        Directory.CreateDirectory(mirror + "/packed-refs.lock");

        Assert.Equal(newest, (await Mirrors.Fetch(repository.Path, null, Cancel)).BaseCommit);

        Assert.Contains("pack-refs ended with", Assert.Single(told), StringComparison.Ordinal);
    }

    /// <summary>Commits, each in a pack of its own in the mirror, as that many fetches leave them.</summary>
    private static List<string> Commits(SampleRepository repository, string mirror)
    {
        var stream = new StringBuilder();
        for (var number = 0; number < Fetches; number++)
        {
            var content = Convert.ToHexString(RandomNumberGenerator.GetBytes(50_000));
            stream.Append("commit refs/heads/main\ncommitter Person <person@example.com> ").Append(2_000_000_000 + number).Append(" +0000\ndata 7\nChange\n\n")
                .Append(number == 0 ? $"from {repository.Base}\n" : "").Append("M 100644 inline data/").Append(number).Append("\ndata ").Append(content.Length).Append('\n').Append(content).Append("\n\ncheckpoint\n\n");
        }

        File.WriteAllText(repository.Path + "/.git/stream", stream.ToString());
        SampleRepository.Run("sh", repository.Path, "-c", "git -c fastimport.unpackLimit=1 fast-import --quiet < .git/stream && git reset -q --hard && cp .git/objects/pack/pack-* \"$0\"", mirror + "/objects/pack/");
        Assert.InRange(Packs(mirror).Length, Fetches, Fetches + 1);
        return [.. repository.Git("rev-list", "--reverse", $"{repository.Base}..main").Split('\n')];
    }

    private static string Git(string mirror, params string[] arguments) => SampleRepository.Run("git", mirror, ["-c", "safe.directory=*", "--git-dir=" + mirror, .. arguments]);

    private static HashSet<string> Objects(string mirror) => [.. Git(mirror, "cat-file", "--batch-all-objects", "--batch-check").Split('\n')];

    private static string[] Packs(string mirror) => Directory.GetFiles(mirror + "/objects/pack", "*.pack");

    /// <summary>A git that has looked into the mirror already, and knows its packs of then.</summary>
    private Process Borrower(string mirror)
    {
        SampleRepository.Run("git", folder.Path, "init", "-q", "--bare", folder.In("borrower"));
        File.WriteAllText(folder.In("borrower/objects/info/alternates"), mirror + "/objects\n");
        return Process.Start(new ProcessStartInfo("git", ["--git-dir=" + folder.In("borrower"), "cat-file", "--batch-check=%(objecttype)"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
    }

    private static async Task<string?> Kind(Process borrower, string id)
    {
        await borrower.StandardInput.WriteLineAsync(id.AsMemory(), Cancel);
        await borrower.StandardInput.FlushAsync(Cancel);
        return await borrower.StandardOutput.ReadLineAsync(Cancel);
    }
}
