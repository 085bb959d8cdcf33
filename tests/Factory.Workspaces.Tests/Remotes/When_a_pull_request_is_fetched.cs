using Factory.Emulators.Hosting;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;
using static Factory.Workspaces.Tests.Remotes.RemoteHost;

namespace Factory.Workspaces.Tests.Remotes;

public sealed class When_a_pull_request_is_fetched
{
    [Fact]
    public async Task It_is_a_change_above_the_commit_where_it_left_the_base_branch()
    {
        await using var host = await Start();
        var head = Pull(host, "one");
        var tip = OnMain(host);

        var fetched = await Fetch(host, head, null);

        Assert.Equal((host.Repository.Base, tip, false), (fetched.MergeBase, fetched.BaseTip, fetched.Rewritten));
        Assert.Null(fetched.BeforePack);
        var contents = await Read(host, fetched, head, fetched.Pack);
        Assert.Equal("change.txt", Assert.Single(contents.Entries).Path);
    }

    [Fact]
    public async Task What_was_there_before_the_push_comes_with_it()
    {
        await using var host = await Start();
        var before = Pull(host, "one");
        var head = Pull(host, "two", on: before);

        var fetched = await Fetch(host, head, before);

        Assert.False(fetched.Rewritten);
        Assert.Equal("one", System.Text.Encoding.UTF8.GetString((await Read(host, fetched, before, fetched.BeforePack!.Value)).Entries.Single().After!.Value.Span));
    }

    [Fact]
    public async Task Rewritten_history_is_told()
    {
        await using var host = await Start();
        var before = Pull(host, "one");
        var head = Pull(host, "other");

        var fetched = await Fetch(host, head, before);

        Assert.True(fetched.Rewritten);
        Assert.Null(fetched.BeforePack);
    }

    [Fact]
    public async Task A_later_push_does_not_exchange_the_commit_that_was_asked_for()
    {
        await using var host = await Start();
        var asked = Pull(host, "one");
        Pull(host, "two", on: asked);

        var fetched = await Fetch(host, asked, null);

        Assert.Equal("one", System.Text.Encoding.UTF8.GetString((await Read(host, fetched, asked, fetched.Pack)).Entries.Single().After!.Value.Span));
    }

    [Fact]
    public async Task A_commit_that_the_host_does_not_have_is_said()
    {
        await using var host = await Start();
        var now = Pull(host, "one");

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => Fetch(host, "1111111111111111111111111111111111111111", null));

        Assert.Contains($"is at {now}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_not_there_is_said()
    {
        await using var host = await Start();

        Assert.Contains("has no pull request 7", (await Assert.ThrowsAsync<UnusableRepository>(() => Fetch(host, host.Repository.Base, null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branches_fetched_later_leave_it_where_it_is()
    {
        await using var host = await Start();
        await Fetch(host, Pull(host, "one"), null);
        OnMain(host);

        var fetched = await host.Fetch();

        Assert.Contains("refs/source/pull/7/head", host.Mirror(fetched, "for-each-ref", "--format=%(refname)"), StringComparison.Ordinal);
    }

    /// <summary>A commit of a fork, as the host shows it.</summary>
    private static string Pull(RemoteHost host, string text, string? on = null)
    {
        host.Repository.Git("checkout", "-q", "--detach", on ?? host.Repository.Base);
        host.Repository.Write("change.txt", text);
        var head = host.Repository.Commit(text);
        host.Push($"{head}:refs/pull/7/head");
        host.Repository.Git("checkout", "-q", "main");
        return head;
    }

    private static string OnMain(RemoteHost host)
    {
        host.Repository.Write("elsewhere.txt", "more\n");
        var tip = host.Repository.Commit("Meanwhile");
        host.Push("main");
        return tip;
    }

    private static Task<FetchedPull> Fetch(RemoteHost host, string head, string? before) => host.Mirrors.FetchPull(host.Remote(GitHttpServer.Reader), 7, head, "main", before, Cancel);

    private static Task<ChangeContents> Read(RemoteHost host, FetchedPull fetched, string commit, ReadOnlyMemory<byte> pack) =>
        new ChangeReader(host.Folder.In("mirrors"), new()).Read(fetched.MirrorName, fetched.MergeBase, commit, pack, Cancel);
}
