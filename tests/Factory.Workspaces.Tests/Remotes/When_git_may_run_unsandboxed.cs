using System.Net;
using Factory.Emulators.Hosting;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;
using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.Remotes.RemoteHost;

namespace Factory.Workspaces.Tests.Remotes;

/// <summary>Where the operator allowed it and bubblewrap does not start. Run as an ordinary user these say the same.</summary>
public sealed class When_git_may_run_unsandboxed
{
    [Fact]
    public async Task It_fetches_and_pushes_by_https()
    {
        await using var host = await Unsandboxed();

        var fetched = await host.Fetch();
        var change = await host.Change();
        var published = await host.Publish(fetched, change);

        Assert.Equal((host.Repository.Base, change.Commit, change.Commit), (fetched.BaseCommit, published.Commit, host.Published));
    }

    [Fact]
    public async Task A_token_that_may_only_read_does_not_write_and_a_wrong_one_does_not_read()
    {
        await using var host = await Unsandboxed();
        var fetched = await host.Fetch(token: GitHttpServer.Reader);

        var written = await Assert.ThrowsAsync<UnusableRepository>(async () => await host.Publish(fetched, await host.Change(), token: GitHttpServer.Reader));
        var read = await Assert.ThrowsAsync<UnusableRepository>(() => host.Fetch(token: "tok-nobody"));

        Assert.Contains("may not write", written.Message, StringComparison.Ordinal);
        Assert.Contains("wrong, or expired", read.Message, StringComparison.Ordinal);
        Assert.Null(host.Published);
    }

    [Fact]
    public async Task It_trusts_whom_the_settings_name_and_nobody_else()
    {
        using var its = new TestAuthority();
        using var another = new TestAuthority();
        await using var host = await Unsandboxed();
        await using var server = await GitHttpServer.Start(host.Server.Root, its.Sign());
        Task<FetchedMirror> Fetch(TestAuthority trusted) =>
            host.Mirrors.Fetch(new RemoteRepository($"{server.Address}/acme/shop", [IPAddress.Loopback], new GitAccess { Token = new GitToken("x", GitHttpServer.Reader), Certificates = trusted.Pem }), null, Cancel);

        await Assert.ThrowsAsync<UnusableRepository>(() => Fetch(another));
        Assert.Equal(host.Repository.Base, (await Fetch(its)).BaseCommit);
    }

    [Fact]
    public async Task It_fetches_and_pushes_by_ssh()
    {
        Assert.SkipWhen(SshServer.Missing is not null, SshServer.Missing ?? "");
        await using var host = await Unsandboxed();
        using var server = await SshServer.Start(host.Folder.In("sshd"), host.Server.Root);
        var remote = new RemoteRepository($"ssh://git@127.0.0.1:{server.Port}/acme/shop", [IPAddress.Loopback], new GitAccess { SshKey = new GitSshKey(server.WriterKey, server.KnownHosts), AllowsPrivateHost = true });

        var fetched = await host.Mirrors.Fetch(remote, null, Cancel);
        var change = await host.Change();
        await host.Publisher.Publish(remote, fetched.MirrorName, fetched.BaseCommit, change.Commit, change.Pack, Branch, null, Cancel);

        Assert.Equal(change.Commit, host.Published);
    }

    [Fact]
    public void A_user_without_an_account_is_told_that_ssh_wants_one()
    {
        var remote = new RemoteRepository("ssh://git@127.0.0.1/acme/shop", [IPAddress.Loopback], new GitAccess());
        var failed = new GitOutput(128, [], "No user exists for uid 54321\nfatal: Could not read from remote repository.\n");

        Assert.Contains("/etc/passwd", Assert.IsType<UnusableRepository>(RemoteFailure.Of(remote, failed, writes: false, new RemoteLimits())).Message, StringComparison.Ordinal);
    }

    private static async Task<RemoteHost> Unsandboxed()
    {
        var host = await Start();
        host.Sandbox = new SandboxOptions { Bubblewrap = "/bin/false", AllowUnsandboxed = true };
        return host;
    }
}
