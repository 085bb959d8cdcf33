using Factory.Emulators.Hosting;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;
using Microsoft.AspNetCore.Http;
using static Factory.Workspaces.Tests.Remotes.RemoteHost;

namespace Factory.Workspaces.Tests.Remotes;

public sealed class When_a_branch_is_pushed
{
    [Fact]
    public async Task It_is_there_and_nothing_else_changed()
    {
        await using var host = await Start();
        var (fetched, change) = (await host.Fetch(), await host.Change());

        var published = await host.Publish(fetched, change);

        Assert.Equal(new PublishedBranch(Branch, change.Commit, WasThere: false), published);
        Assert.Equal($"refs/heads/{Branch} {change.Commit}\nrefs/heads/main {host.Repository.Base}", host.Served("for-each-ref", "--format=%(refname) %(objectname)"));
        host.Served("fsck", "--strict");
    }

    [Fact]
    public async Task Pushing_again_finds_it()
    {
        await using var host = await Start();
        var (fetched, change) = (await host.Fetch(), await host.Change());
        await host.Publish(fetched, change);

        Assert.True((await host.Publish(fetched, change)).WasThere);
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_found_again()
    {
        await using var host = await Start();
        var (fetched, change) = (await host.Fetch(), await host.Change());
        host.Server.After = context =>
        {
            if (context.Request.Method == "POST" && context.Request.Path.Value!.EndsWith("git-receive-pack", StringComparison.Ordinal))
                context.Abort();
        };
        await Assert.ThrowsAsync<RemoteUnreachable>(() => host.Publish(fetched, change));
        host.Server.After = _ => { };

        Assert.True((await host.Publish(fetched, change)).WasThere);
        Assert.Equal(change.Commit, host.Published);
    }

    [Fact]
    public async Task Its_own_branch_is_moved_on_from_the_commit_that_it_published()
    {
        await using var host = await Start();
        var (fetched, first, second) = (await host.Fetch(), await host.Change("one\n"), await host.Change("two\n"));
        await host.Publish(fetched, first);

        await host.Publish(fetched, second, replaces: first.Commit);

        Assert.Equal(second.Commit, host.Published);
        Assert.True((await host.Publish(fetched, second, replaces: first.Commit)).WasThere);
    }

    [Fact]
    public async Task A_branch_that_somebody_moved_on_is_left_alone()
    {
        await using var host = await Start();
        var (fetched, first, second) = (await host.Fetch(), await host.Change("one\n"), await host.Change("two\n"));
        await host.Publish(fetched, first);
        host.Push($"{host.Repository.Base}:refs/heads/{Branch}");

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Publish(fetched, second, replaces: first.Commit));

        Assert.Contains("left alone", refused.Message, StringComparison.Ordinal);
        Assert.Equal(host.Repository.Base, host.Published);
    }

    [Fact]
    public async Task A_branch_that_appears_between_the_look_and_the_push_is_left_alone()
    {
        await using var host = await Start();
        var (fetched, change) = (await host.Fetch(), await host.Change());
        host.Server.Before = context =>
        {
            if (context.Request.Method == "POST" && context.Request.Path.Value!.EndsWith("git-receive-pack", StringComparison.Ordinal))
                host.Push($"{host.Repository.Base}:refs/heads/{Branch}");
            return Task.FromResult(false);
        };

        await Assert.ThrowsAsync<UnusableRepository>(() => host.Publish(fetched, change));

        Assert.Equal(host.Repository.Base, host.Published);
    }

    [Fact]
    public async Task A_branch_that_somebody_deleted_is_not_made_again()
    {
        await using var host = await Start();
        var (fetched, first, second) = (await host.Fetch(), await host.Change("one\n"), await host.Change("two\n"));

        Assert.Contains("deleted it", (await Assert.ThrowsAsync<UnusableRepository>(() => host.Publish(fetched, second, replaces: first.Commit))).Message, StringComparison.Ordinal);
        Assert.Null(host.Published);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("refs/heads/main")]
    [InlineData("factory/../main")]
    [InlineData("factory/--receive-pack=touch x")]
    [InlineData("--receive-pack=touch")]
    [InlineData("factory/a:refs/heads/main")]
    [InlineData("factory/a\nb")]
    public async Task Only_branches_of_the_factory_are_pushed(string branch)
    {
        await using var host = await Start();
        var (fetched, change) = (await host.Fetch(), await host.Change());
        host.Server.Requests.Clear();

        await Assert.ThrowsAsync<UnusableRepository>(() => host.Publish(fetched, change, branch));

        Assert.Empty(host.Server.Requests);
    }

    [Theory]
    [InlineData(GitHttpServer.Reader, "may not write to")]
    [InlineData("tok-wrong", "did not accept the credentials")]
    public async Task Credentials_that_do_not_do_are_said(string token, string said)
    {
        await using var host = await Start();
        var (fetched, change) = (await host.Fetch(), await host.Change());

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Publish(fetched, change, token: token));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token, refused.Message, StringComparison.Ordinal);
        Assert.Null(host.Published);
    }

    [Fact]
    public async Task What_a_hook_of_the_host_says_is_shown_and_can_do_no_harm()
    {
        await using var host = await Start();
        var hook = Path.Combine(host.Bare, "hooks", "pre-receive");
        await File.WriteAllTextAsync(hook, "#!/bin/sh\nprintf '\\033[31mprotected\\007 branch %s\\n' \"$(head -c 3000 /dev/zero | tr '\\\\0' x)\" >&2\nexit 1\n", Cancel);
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var (fetched, change) = (await host.Fetch(), await host.Change());

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Publish(fetched, change));

        Assert.Contains("pre-receive hook declined", refused.Message, StringComparison.Ordinal);
        Assert.Contains("protected branch", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refused.Message, char.IsControl);
        Assert.InRange(refused.Message.Length, 1, 1_000);
    }

    [Fact]
    public async Task A_mirror_of_another_repository_is_not_pushed_from()
    {
        await using var host = await Start();
        var (fetched, change) = (await host.Fetch(), await host.Change());

        await Assert.ThrowsAsync<UnusableRepository>(() => host.Publisher.Publish(
            host.Remote(address: $"{host.Server.Address}/acme/other"), fetched.MirrorName, fetched.BaseCommit, change.Commit, change.Pack, Branch, null, Cancel));
    }
}
