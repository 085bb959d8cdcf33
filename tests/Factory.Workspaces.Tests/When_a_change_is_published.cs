using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_a_change_is_published
{
    private const string Branch = "factory/12345678-fix-add";

    [Fact]
    public async Task The_branch_appears_and_nothing_else_changes()
    {
        await using var opened = await Open(repository => repository.Git("branch", "other"));
        opened.Repository.Write("src/app.py", "work in progress\n");
        opened.Repository.Git("add", "-A");
        opened.Repository.Write("scratch.txt", "untracked\n");
        var before = State(opened.Repository);
        var commit = await Fix(opened);

        var published = await Publish(opened, commit, Branch);

        Assert.Equal(new PublishedBranch(Branch, commit.Id, WasThere: false), published);
        Assert.Equal(commit.Id, opened.Repository.Git("rev-parse", Branch));
        Assert.Equal("def add(a, b):\n    return a + b", opened.Repository.Git("show", Branch + ":src/app.py"));
        opened.Repository.Git("fsck", "--strict");
        opened.Repository.Git("update-ref", "-d", "refs/heads/" + Branch);
        Assert.Equal(before, State(opened.Repository));
    }

    [Fact]
    public async Task Publishing_again_finds_the_branch()
    {
        await using var opened = await Open();
        var commit = await Fix(opened);
        await Publish(opened, commit, Branch);

        Assert.True((await Publish(opened, commit, Branch)).WasThere);
    }

    [Fact]
    public async Task A_branch_with_another_commit_is_left_alone()
    {
        await using var opened = await Open(repository => repository.Git("branch", Branch));
        var commit = await Fix(opened);

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => Publish(opened, commit, Branch));

        Assert.Contains("left alone", refused.Message, StringComparison.Ordinal);
        Assert.Equal(opened.Repository.Base, opened.Repository.Git("rev-parse", Branch));
    }

    [Theory]
    [InlineData("--upload-pack=touch x")]
    [InlineData("-D")]
    [InlineData("../../outside")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a.lock")]
    [InlineData(".hidden")]
    [InlineData("refs/heads/main")]
    [InlineData("HEAD")]
    [InlineData("a@{1}")]
    [InlineData("")]
    public async Task A_branch_name_that_git_or_we_forbid_is_refused(string name)
    {
        await using var opened = await Open();
        var commit = await Fix(opened);

        await Assert.ThrowsAsync<UnusableRepository>(() => Publish(opened, commit, name));

        Assert.Equal("main", opened.Repository.Git("branch", "--format=%(refname:short)"));
    }

    [Fact]
    public async Task Hooks_and_settings_of_the_repository_run_nothing()
    {
        await using var opened = await Open();
        var marker = opened.Folder.In("marker");
        HostileRepository.Arm(opened.Repository, marker);
        var commit = await Fix(opened);

        await Publish(opened, commit, Branch);

        Assert.False(File.Exists(marker));
        Assert.False(File.Exists(System.IO.Path.Combine(opened.Repository.Path, ".git/marker")));
    }

    [Fact]
    public async Task A_bare_repository_works_as_well()
    {
        await using var opened = await Open();
        var bare = opened.Folder.In("bare.git");
        SampleRepository.Run("git", opened.Folder.Path, "clone", "-q", "--bare", opened.Repository.Path, bare);
        var commit = await Fix(opened);

        await new RepositoryPublisher(opened.Folder.In("mirrors"), new SandboxOptions()).Publish(bare, opened.Fetched.MirrorName, opened.Fetched.BaseCommit, commit.Id, commit.Pack, Branch, Cancel);

        Assert.Equal(commit.Id, SampleRepository.Run("git", bare, "--git-dir=" + bare, "rev-parse", Branch));
    }

    [Fact]
    public async Task What_it_changes_can_be_read_before()
    {
        await using var opened = await Open();
        var commit = await Fix(opened);

        var contents = await new ChangeReader(opened.Folder.In("mirrors"), new SandboxOptions()).Read(opened.Fetched.MirrorName, opened.Fetched.BaseCommit, commit.Id, commit.Pack, Cancel);

        Assert.Equal([opened.Fetched.BaseCommit], contents.Parents);
        Assert.Equal("Fix add\n", contents.Message);
        var entry = Assert.Single(contents.Entries);
        Assert.Equal("src/app.py", entry.Path);
        Assert.Equal("def add(a, b):\n    return a - b\n"u8.ToArray(), entry.Before!.Value.ToArray());
        Assert.Equal("def add(a, b):\n    return a + b\n"u8.ToArray(), entry.After!.Value.ToArray());
    }

    [Fact]
    public async Task A_pack_that_does_not_hold_the_commit_is_refused()
    {
        await using var opened = await Open();
        var commit = await Fix(opened);

        await Assert.ThrowsAsync<UnusableRepository>(() => Publish(opened, commit with { Id = new string('a', 40) }, Branch));
        await Assert.ThrowsAsync<UnusableRepository>(() => Publish(opened, commit with { Pack = new byte[100] }, Branch));

        Assert.Empty(Directory.EnumerateFileSystemEntries(opened.Folder.In("mirrors/.changes")));
    }

    private static async Task<Commit> Fix(OpenedWorkspace opened)
    {
        opened.Workspace.Files.Replace("src/app.py", "a - b", "a + b");
        return (await opened.Workspace.Commit(new CommitRequest("Fix add\n", "Factory", "factory@example.com", DateTimeOffset.UnixEpoch), Cancel)).Commit!;
    }

    private static Task<PublishedBranch> Publish(OpenedWorkspace opened, Commit commit, string branch) =>
        new RepositoryPublisher(opened.Folder.In("mirrors"), new SandboxOptions())
            .Publish(opened.Repository.Path, opened.Fetched.MirrorName, opened.Fetched.BaseCommit, commit.Id, commit.Pack, branch, Cancel);

    private static string State(SampleRepository repository) =>
        string.Join('\n', repository.Git("for-each-ref"), repository.Git("status", "--porcelain"), repository.Git("diff", "--cached"), File.ReadAllText(repository.Path + "/src/app.py"), File.ReadAllText(repository.Path + "/.git/HEAD"), File.ReadAllText(repository.Path + "/.git/config"));
}
