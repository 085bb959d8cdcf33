using Factory.Emulators.Hosting;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.Remotes.RemoteHost;

namespace Factory.Workspaces.Tests.Remotes;

public sealed class When_a_remote_repository_is_fetched
{
    [Fact]
    public async Task The_mirror_holds_its_default_branch()
    {
        await using var host = await Start();

        var fetched = await host.Fetch();

        Assert.Equal((host.Repository.Base, "main", host.Address), (fetched.BaseCommit, fetched.BaseRef, fetched.RepositoryPath));
        Assert.Equal(3, fetched.Size!.Files);
        Assert.Equal("commit", host.Mirror(fetched, "cat-file", "-t", fetched.BaseCommit));
    }

    [Fact]
    public async Task A_workspace_opens_on_it()
    {
        await using var host = await Start();
        var fetched = await host.Fetch();
        await using var computer = new WorkspaceHost(new WorkspaceOptions { Folder = host.Folder.In("workspaces"), MirrorsFolder = host.Folder.In("mirrors") });

        var workspace = await computer.Open(Guid.NewGuid(), fetched.MirrorName, fetched.BaseCommit, [], fetched.BaseCommit, Cancel);

        Assert.Contains("return a - b", (await workspace.Run(CommandRequest.Shell("cat src/app.py"), Cancel)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branches_tags_and_commits_are_bases()
    {
        await using var host = await Start(repository =>
        {
            repository.Git("checkout", "-q", "-b", "side/work");
            repository.Write("new.txt", "new\n");
            repository.Commit("Side");
            repository.Git("tag", "-a", "-m", "One", "v1");
            repository.Git("checkout", "-q", "main");
        });
        var side = host.Repository.Git("rev-parse", "side/work");

        Assert.Equal(side, (await host.Fetch("side/work")).BaseCommit);
        Assert.Equal(side, (await host.Fetch("v1")).BaseCommit);
        Assert.Equal(side, (await host.Fetch(side)).BaseCommit);
        Assert.Equal(side, (await host.Fetch(side[..10])).BaseCommit);
    }

    [Fact]
    public async Task What_was_pushed_since_is_seen_and_branches_that_went_are_gone()
    {
        await using var host = await Start(repository => repository.Git("branch", "old"));
        await host.Fetch();
        host.Served("branch", "-D", "old");
        host.Repository.Write("more.txt", "more\n");
        var newer = host.Repository.Commit("More");
        host.Push("main");

        var again = await host.Fetch();

        Assert.Equal(newer, again.BaseCommit);
        Assert.Equal("refs/source/heads/main", host.Mirror(again, "for-each-ref", "--format=%(refname)", "refs/source"));
    }

    [Fact]
    public async Task What_is_known_already_is_not_fetched_again()
    {
        await using var host = await Start();
        await host.Fetch();
        host.Server.Requests.Clear();

        await host.Fetch();

        Assert.Single(host.Server.Requests, request => request.EndsWith("/git-upload-pack", StringComparison.Ordinal)); // what references there are, and no more
    }

    [Fact]
    public async Task A_base_that_is_not_there_is_said_with_those_that_are()
    {
        await using var host = await Start(repository => repository.Git("branch", "other"));

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Fetch("nowhere"));

        Assert.Contains("'nowhere' names no commit", refused.Message, StringComparison.Ordinal);
        Assert.Contains("main, other", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--upload-pack=touch /tmp/x")]
    [InlineData("main:refs/heads/x")]
    [InlineData("a b")]
    [InlineData("refs/*")]
    public async Task A_base_that_git_could_read_as_something_else_is_refused(string at)
    {
        await using var host = await Start();

        Assert.Contains("cannot be the base", (await Assert.ThrowsAsync<UnusableRepository>(() => host.Fetch(at))).Message, StringComparison.Ordinal);
        Assert.Empty(host.Server.Requests);
    }

    [Theory]
    [InlineData("tok-wrong")]
    [InlineData(null)]
    public async Task Wrong_or_no_credentials_are_said(string? token)
    {
        await using var host = await Start();

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Fetch(token: token));

        Assert.Contains(token is null ? "asks for credentials" : "did not accept the credentials", refused.Message, StringComparison.Ordinal);
        Assert.Contains("factory.publisher.yaml", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tok-wrong", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_expired_are_not_helped_out_by_the_mirror()
    {
        await using var host = await Start();
        await host.Fetch(token: GitHttpServer.Reader);
        host.Server.Tokens.TryRemove(GitHttpServer.Reader, out _);

        Assert.Contains("expired", (await Assert.ThrowsAsync<UnusableRepository>(() => host.Fetch(token: GitHttpServer.Reader))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_said()
    {
        await using var host = await Start();

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Mirrors.Fetch(host.Remote(address: $"{host.Server.Address}/acme/nothing"), null, Cancel));

        Assert.Contains("is not there, or", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_repository_is_said()
    {
        await using var host = await Start();
        SampleRepository.Run("git", host.Folder.Path, "init", "-q", "--bare", Path.Combine(host.Server.Root, "acme", "empty.git"));

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Mirrors.Fetch(host.Remote(address: $"{host.Server.Address}/acme/empty"), null, Cancel));

        Assert.Contains("no commit yet", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submodules_are_left_alone()
    {
        await using var host = await Start(repository =>
        {
            repository.Write(".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = ext::sh -c touch% /tmp/factory-submodule\n");
            repository.Git("update-index", "--add", "--cacheinfo", $"160000,{repository.Base},x");
            repository.Git("add", ".gitmodules");
            repository.Git("commit", "-q", "-m", "Submodule");
        });

        await host.Fetch();

        Assert.False(File.Exists("/tmp/factory-submodule"));
    }
}
