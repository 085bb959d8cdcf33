using Factory.Workspaces.Linux;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_a_repository_is_fetched : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private Mirrors Mirrors => new(folder.In("mirrors"), new SandboxOptions());

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Its_base_is_the_branch_that_HEAD_names()
    {
        var repository = new SampleRepository(folder.In("repository"));

        var fetched = await Mirrors.Fetch(repository.Path, null, Cancel);

        Assert.Equal(repository.Base, fetched.BaseCommit);
        Assert.Equal("main", fetched.BaseRef);
        Assert.Equal(repository.Base, SampleRepository.Run("git", folder.Path, "--git-dir=" + folder.In("mirrors/" + fetched.MirrorName), "rev-parse", "refs/source/heads/main"));
    }

    [Fact]
    public async Task A_branch_a_tag_and_a_commit_can_be_the_base()
    {
        var repository = new SampleRepository(folder.In("repository"));
        repository.Git("tag", "-a", "-m", "one", "v1");
        repository.Git("switch", "-q", "-c", "topic/x");
        var topic = repository.Commit("Topic");

        Assert.Equal(repository.Base, (await Mirrors.Fetch(repository.Path, "v1", Cancel)).BaseCommit);
        Assert.Equal(topic, (await Mirrors.Fetch(repository.Path, "topic/x", Cancel)).BaseCommit);
        Assert.Equal(repository.Base, (await Mirrors.Fetch(repository.Path, repository.Base, Cancel)).BaseCommit);
    }

    [Fact]
    public async Task Bare_repositories_worktrees_folders_inside_and_detached_heads_work()
    {
        var repository = new SampleRepository(folder.In("repository"));
        SampleRepository.Run("git", folder.Path, "clone", "-q", "--bare", repository.Path, folder.In("bare.git"));
        repository.Git("worktree", "add", "-q", "--detach", folder.In("tree"));
        SampleRepository.Run("git", folder.In("tree"), "commit", "-q", "--allow-empty", "-m", "Only here");
        var detached = SampleRepository.Run("git", folder.In("tree"), "rev-parse", "HEAD");

        var main = await Mirrors.Fetch(Path.Combine(repository.Path, "src"), null, Cancel);
        var tree = await Mirrors.Fetch(folder.In("tree"), null, Cancel);

        Assert.Equal(repository.Base, (await Mirrors.Fetch(folder.In("bare.git"), null, Cancel)).BaseCommit);
        Assert.Equal(repository.Base, main.BaseCommit);
        Assert.Equal(detached, tree.BaseCommit);
        Assert.Equal(main.MirrorName, tree.MirrorName);
    }

    [Fact]
    public async Task A_shallow_repository_works_up_to_a_published_branch()
    {
        var repository = new SampleRepository(folder.In("repository"));
        repository.Commit("Second");
        SampleRepository.Run("git", folder.Path, "clone", "-q", "--depth=1", "file://" + repository.Path, folder.In("shallow"));
        var fetched = await Mirrors.Fetch(folder.In("shallow"), null, Cancel);
        await using var host = new WorkspaceHost(new WorkspaceOptions { Folder = folder.In("workspaces"), MirrorsFolder = folder.In("mirrors") });
        var workspace = await host.Open(Guid.NewGuid(), fetched.MirrorName, fetched.BaseCommit, [], fetched.BaseCommit, Cancel);
        workspace.Files.Write("new.txt", "new\n");
        var commit = (await workspace.Commit(new CommitRequest("New\n", "Factory", "factory@example.com", DateTimeOffset.UnixEpoch), Cancel)).Commit!;

        await new RepositoryPublisher(folder.In("mirrors"), new SandboxOptions()).Publish(folder.In("shallow"), fetched.MirrorName, fetched.BaseCommit, commit.Id, commit.Pack, "factory/new", Cancel);

        Assert.Equal(commit.Id, SampleRepository.Run("git", folder.In("shallow"), "rev-parse", "factory/new"));
    }

    [Fact]
    public async Task Two_fetches_at_once_and_what_a_killed_one_left_do_no_harm()
    {
        var repository = new SampleRepository(folder.In("repository"));
        var first = await Mirrors.Fetch(repository.Path, null, Cancel);
        var mirror = folder.In("mirrors/" + first.MirrorName);
        await File.WriteAllTextAsync(mirror + "/shallow.lock", "", Cancel);
        Directory.CreateDirectory(mirror + "/refs/source/heads");
        await File.WriteAllTextAsync(mirror + "/refs/source/heads/main.lock", "", Cancel);
        await File.WriteAllTextAsync(mirror + "/objects/pack/tmp_pack_x", "partial", Cancel);
        repository.Git("branch", "-m", "main", "main/next");
        var next = repository.Commit("Next");

        var both = await Task.WhenAll(Mirrors.Fetch(repository.Path, null, Cancel), Mirrors.Fetch(repository.Path, null, Cancel));

        Assert.All(both, fetched => Assert.Equal(next, fetched.BaseCommit));
        SampleRepository.Run("git", folder.Path, "--git-dir=" + mirror, "fsck", "--strict");
    }

    [Fact]
    public async Task What_cannot_be_used_is_said_with_where_and_what_to_do()
    {
        Directory.CreateDirectory(folder.In("nothing"));
        Directory.CreateDirectory(folder.In("empty"));
        SampleRepository.Run("git", folder.In("empty"), "init", "-q");
        var repository = new SampleRepository(folder.In("repository"));

        await Refused(folder.In("missing"), null, "not a folder");
        await Refused(folder.In("nothing"), null, "is not a git repository");
        await Refused(folder.In("empty"), null, "no commit yet");
        await Refused(repository.Path, "nowhere", "Its branches are: main");
        await Refused(repository.Path, "--upload-pack=touch /tmp/x", "cannot be the base");
        await Refused(repository.Path, "a\u001b[31m", "cannot be the base");
        await Refused("ext::sh -c evil", null, "not a folder");
        await Refused("", null, "empty");
        Assert.False(Directory.Exists(folder.In("mirrors/.changes")));
    }

    [Fact]
    public async Task A_hostile_repository_runs_nothing_from_fetch_to_commit()
    {
        var marker = folder.In("marker");
        await using var opened = await Open(repository =>
        {
            repository.Write(".gitattributes", "* filter=evil diff=evil merge=evil\n*.py text eol=lf\n");
            repository.Write("nested/HEAD", "ref: refs/heads/main\n");
            repository.Write("nested/config", $"[core]\n\tfsmonitor = touch {marker}\n\tbare = true\n");
            repository.Write("nested/objects/x", "");
            repository.Write("nested/refs/x", "");
            repository.Commit("Hostile");
            HostileRepository.Arm(repository, marker);
            SampleRepository.Run("ln", repository.Path, "-s", "/etc/passwd", "passwd");
        });
        await opened.Shell("cp -r nested bare && echo changed >> README.md");
        opened.Workspace.Files.Replace("src/app.py", "a - b", "a + b");

        var diff = await opened.Workspace.Diff(opened.Fetched.BaseCommit, null, 100_000, Cancel);
        var result = await opened.Workspace.Commit(new CommitRequest("Fix\n", "Factory", "factory@example.com", DateTimeOffset.UnixEpoch), Cancel);
        await opened.Workspace.Changes(opened.Fetched.BaseCommit, null, Cancel);

        Assert.Contains("+    return a + b", diff, StringComparison.Ordinal);
        Assert.NotNull(result.Commit);
        Assert.False(File.Exists(marker));
        Assert.False(File.Exists(Path.Combine(opened.Repository.Path, ".git/marker")));
        Assert.False(opened.Workspace.Files.Exists("marker"));
    }

    [Fact]
    public async Task Links_out_nested_repositories_and_submodules_stop_a_commit()
    {
        await using var opened = await Open();
        await opened.Shell("ln -s /etc/passwd out; ln -s ../../up up; ln -s src/app.py fine; mkfifo pipe; git init -q inner; echo x > inner/file; echo '[submodule \"x\"]' > .gitmodules; ln -s .git gitlink");

        var result = await opened.Workspace.Commit(new CommitRequest("All\n", "Factory", "factory@example.com", DateTimeOffset.UnixEpoch), Cancel);

        Assert.Null(result.Commit);
        foreach (var path in new[] { "out is a symbolic link", "up is a symbolic link", "gitlink is a symbolic link", "inner/ is a git repository", ".gitmodules may not" })
            Assert.Contains(result.Problems, problem => problem.StartsWith(path, StringComparison.Ordinal));
        Assert.DoesNotContain(result.Problems, problem => problem.StartsWith("fine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repository_of_someone_else_can_be_fetched_as_root()
    {
        Assert.SkipUnless(LinuxCalls.IsRoot, "only root can give a repository away");
        var repository = new SampleRepository(folder.In("repository"));
        SampleRepository.Run("chown", folder.Path, "-R", "12345:12345", repository.Path);
        SampleRepository.Run("chmod", folder.Path, "-R", "go-rwx", repository.Path);

        var fetched = await Mirrors.Fetch(repository.Path, "main", Cancel);

        Assert.Equal(repository.Base, fetched.BaseCommit);
    }

    private async Task Refused(string path, string? baseRef, string message)
    {
        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => Mirrors.Fetch(path, baseRef, Cancel));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', refused.Message);
    }
}
