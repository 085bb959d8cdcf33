using System.Net;
using Factory.Emulators.Hosting;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;
using Microsoft.AspNetCore.Http;
using static Factory.Workspaces.Tests.Remotes.RemoteHost;

namespace Factory.Workspaces.Tests.Remotes;

public sealed class When_a_host_misbehaves
{
    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        await using var host = await Start();
        await using var other = await GitHttpServer.Start(host.Server.Root);
        host.Server.First = context =>
        {
            context.Response.Redirect(other.Address + context.Request.Path + context.Request.QueryString);
            return true;
        };

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Fetch());

        Assert.Contains("redirects are not followed", refused.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task One_that_says_nothing_is_given_up()
    {
        await using var host = await Start();
        host.Server.Before = Hang;
        host.Limits = host.Limits with { Silence = TimeSpan.FromSeconds(1) };

        Assert.Contains("cannot be reached, or ended", (await Assert.ThrowsAsync<RemoteUnreachable>(() => host.Fetch())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_takes_too_long_is_given_up()
    {
        await using var host = await Start();
        host.Server.Before = Hang;
        host.Limits = host.Limits with { Look = TimeSpan.FromSeconds(2) };

        Assert.Contains("did not end within 2 seconds", (await Assert.ThrowsAsync<RemoteUnreachable>(() => host.Fetch())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task One_that_cannot_serve_just_now_may_serve_later(int status)
    {
        await using var host = await Start();
        host.Server.First = context =>
        {
            context.Response.StatusCode = status;
            return true;
        };
        await Assert.ThrowsAsync<RemoteUnreachable>(() => host.Fetch());
        host.Server.First = _ => false;

        Assert.Equal(host.Repository.Base, (await host.Fetch()).BaseCommit);
    }

    [Fact]
    public async Task One_that_is_not_there_may_be_there_later()
    {
        await using var host = await Start();
        var remote = new RemoteRepository("http://127.0.0.1:1/acme/shop", [IPAddress.Loopback], new GitAccess());

        Assert.Contains("127.0.0.1 cannot be reached", (await Assert.ThrowsAsync<RemoteUnreachable>(() => host.Mirrors.Fetch(remote, null, Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_looked_up_once_and_git_speaks_with_that_address()
    {
        await using var host = await Start();
        var port = new Uri(host.Server.Address).Port;
        var remote = new RemoteRepository($"http://forge.invalid:{port}/acme/shop", [IPAddress.Loopback], new GitAccess { Token = new GitToken("x", GitHttpServer.Reader) });

        Assert.Equal(host.Repository.Base, (await host.Mirrors.Fetch(remote, null, Cancel)).BaseCommit);
    }

    [Fact]
    public async Task What_is_too_large_is_not_taken()
    {
        await using var host = await Start(repository =>
        {
            var noise = new byte[3 << 20];
            new Random(1).NextBytes(noise);
            File.WriteAllBytes(Path.Combine(repository.Path, "large.bin"), noise);
            repository.Commit("Large");
        });
        host.Limits = host.Limits with { Size = 1 << 20 };

        Assert.Contains("larger than the 1 MB", (await Assert.ThrowsAsync<UnusableRepository>(() => host.Fetch())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fetch_that_was_killed_is_done_again()
    {
        await using var host = await Start();
        using var killing = new CancellationTokenSource();
        var asked = 0;
        host.Server.Before = async context =>
        {
            if (context.Request.Method != "POST" || ++asked < 2)
                return false;
            await killing.CancelAsync();
            return await Hang(context);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Mirrors.Fetch(host.Remote(), null, killing.Token));
        host.Server.Before = _ => Task.FromResult(false);
        var mirror = Directory.GetDirectories(host.Folder.In("mirrors")).Single(folder => File.Exists(Path.Combine(folder, "HEAD")));
        await File.WriteAllTextAsync(Path.Combine(mirror, "shallow.lock"), "", Cancel);
        await File.WriteAllTextAsync(Path.Combine(mirror, "objects", "pack", "tmp_pack_x"), "half a pack", Cancel);

        Assert.Equal(host.Repository.Base, (await host.Fetch()).BaseCommit);
        Assert.False(File.Exists(Path.Combine(mirror, "objects", "pack", "tmp_pack_x")));
    }

    [Theory]
    [InlineData("ext::sh -c touch% /tmp/x")]
    [InlineData("file:///etc")]
    [InlineData("/etc")]
    [InlineData("ssh://-oProxyCommand=touch/acme/shop")]
    [InlineData("ssh://git@-oProxyCommand=touch/acme/shop")]
    [InlineData("https://user:secret@forge.example/acme/shop")]
    [InlineData("https://forge.example/acme/../shop")]
    [InlineData("https://forge.example/../shop")]
    [InlineData("https://forge.example/acme/--upload-pack=x")]
    [InlineData("https://forge.example/acme/shop\n")]
    [InlineData("git://forge.example/acme/shop")]
    public void What_is_no_address_never_reaches_git(string address) =>
        Assert.Throws<ArgumentException>(() => new RemoteRepository(address, [IPAddress.Loopback], new GitAccess()));

    [Fact]
    public void Without_TLS_only_this_machine_is_spoken_with() =>
        Assert.Throws<ArgumentException>(() => new RemoteRepository("http://forge.example/acme/shop", [IPAddress.Parse("192.0.2.1")], new GitAccess()));

    private static async Task<bool> Hang(HttpContext context)
    {
        await Task.WhenAny(Task.Delay(Timeout.Infinite, context.RequestAborted));
        return true;
    }
}
