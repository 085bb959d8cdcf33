using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_a_checkout_is_prepared
{
    private const string Declared = "prepare:\n  - mkdir -p build && echo made >> build/tool\n  - echo restored > /prepared/packages\n";

    [Fact]
    public async Task What_the_base_declares_is_done_once_for_all_workspaces()
    {
        await using var opened = await Open(repository =>
        {
            repository.Write(".factory/environment.yaml", Declared);
            repository.Write(".gitignore", "build/\n");
            repository.Commit("Declare");
        });

        var first = await opened.Workspace.Prepare(Cancel);
        var other = await opened.Host.Open(Guid.NewGuid(), opened.Fetched.MirrorName, opened.Fetched.BaseCommit, [], opened.Fetched.BaseCommit, Cancel);
        var second = await other.Prepare(Cancel);

        Assert.Null(first.Problem);
        Assert.Equal((false, true), (first.FromCache, second.FromCache));
        Assert.Equal("made\n", other.Files.Read("build/tool").Text);
        Assert.Equal("restored\n", (await other.Run(Sandboxing.CommandRequest.Shell("cat /prepared/packages; touch /prepared/x 2> /dev/null && echo writable"), Cancel)).Output);
        Assert.Null(await other.Checkpoint(Cancel));
    }

    [Fact]
    public async Task What_was_not_used_for_long_is_deleted_and_what_is_in_use_stays()
    {
        await using var opened = await Open(repository =>
        {
            repository.Write(".factory/environment.yaml", Declared);
            repository.Commit("Declare");
        });
        var cache = Path.Combine(opened.Folder.In("workspaces"), ".prepared");
        await opened.Workspace.Prepare(Cancel);
        var inUse = Assert.Single(Directory.GetDirectories(cache));
        Directory.SetLastWriteTimeUtc(inUse, DateTime.UnixEpoch);
        var old = Directory.CreateDirectory(Path.Combine(cache, "old"));
        File.WriteAllText(Path.Combine(old.FullName, "package"), "x");
        Directory.SetLastWriteTimeUtc(old.FullName, DateTime.UnixEpoch);

        var other = await opened.Host.Open(Guid.NewGuid(), opened.Fetched.MirrorName, opened.Fetched.BaseCommit, [], opened.Fetched.BaseCommit, Cancel);
        await opened.Host.Close(other.Id, Cancel);
        Assert.Equal([inUse], Directory.GetDirectories(cache));

        await opened.Host.Close(opened.Workspace.Id, Cancel);
        Assert.Empty(Directory.GetDirectories(cache));
    }

    [Fact]
    public async Task What_is_too_much_is_deleted_the_longest_unused_first()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, days) in new[] { ("a", 3), ("b", 1), ("c", 2) })
        {
            var kept = Directory.CreateDirectory(folder.In(name)).FullName;
            File.WriteAllBytes(Path.Combine(kept, "package"), new byte[1_000]);
            Directory.SetLastWriteTimeUtc(kept, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-days));
        }

        await new Preparing.PreparedCache(folder.In(""), TimeSpan.FromDays(30), bytes: 2_500).Prune(_ => false, Cancel);

        Assert.Equal(["b", "c"], Directory.GetDirectories(folder.In("")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Packages_of_a_dotnet_project_are_restored_from_the_persons_cache_without_a_network()
    {
        var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages/xunit.v3.assert");
        Assert.SkipUnless(Directory.Exists(cache), "no package is cached");
        var version = Path.GetFileName(Directory.EnumerateDirectories(cache).First());
        await using var opened = await Open(repository =>
        {
            repository.Write("app.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"xunit.v3.assert\" Version=\"{version}\" /></ItemGroup></Project>");
            repository.Commit("Project");
        });

        var result = await opened.Workspace.Prepare(Cancel);

        Assert.Equal(["dotnet restore --ignore-failed-sources 'app.csproj'"], result.Commands);
        Assert.Null(result.Problem);
        Assert.Contains("xunit.v3.assert", opened.Workspace.Files.Read("obj/project.assets.json").Text, StringComparison.Ordinal);
        Assert.Null(await opened.Workspace.Checkpoint(Cancel));
    }

    [Fact]
    public async Task A_change_cannot_declare_what_is_done()
    {
        await using var opened = await Open();
        opened.Workspace.Files.Write(".factory/environment.yaml", "prepare:\n  - touch evil\n");
        var commit = (await opened.Workspace.Commit(new CommitRequest("Evil\n", "Factory", "factory@example.com", DateTimeOffset.UnixEpoch), Cancel)).Commit!;
        var other = await opened.Host.Open(Guid.NewGuid(), opened.Fetched.MirrorName, opened.Fetched.BaseCommit, [commit.Pack], commit.Id, Cancel);

        Assert.Empty((await other.Prepare(Cancel)).Commands);
        Assert.False(other.Files.Exists("evil"));
    }

    [Fact]
    public async Task A_step_that_fails_or_a_file_that_is_malformed_is_said_and_commands_run_all_the_same()
    {
        await using var failing = await Open(repository =>
        {
            repository.Write(".factory/environment.yaml", "prepare:\n  - echo broken; exit 3\n");
            repository.Commit("Declare");
        });
        await using var malformed = await Open(repository =>
        {
            repository.Write(".factory/environment.yaml", "prepare: yes\n");
            repository.Commit("Declare");
        });

        Assert.Contains("exit code 3: broken", (await failing.Workspace.Prepare(Cancel)).Problem, StringComparison.Ordinal);
        Assert.Contains("line 1", (await malformed.Workspace.Prepare(Cancel)).Problem, StringComparison.Ordinal);
        Assert.Equal("ok\n", (await failing.Shell("echo ok")).Output);
    }

    [Fact]
    public async Task What_tests_leave_behind_is_not_part_of_a_change()
    {
        await using var opened = await Open();

        await opened.Shell("mkdir -p src/__pycache__ node_modules/x .pytest_cache && touch src/__pycache__/app.pyc node_modules/x/y .pytest_cache/z");

        Assert.Null(await opened.Workspace.Checkpoint(Cancel));
    }
}
