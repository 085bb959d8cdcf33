using System.Net;
using Factory.Emulators.Hosting;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;
using static Factory.Workspaces.Tests.Remotes.RemoteHost;

namespace Factory.Workspaces.Tests.Remotes;

public sealed class When_a_repository_is_reached_by_ssh
{
    [Fact]
    public async Task It_is_fetched_and_pushed_with_a_key()
    {
        await using var host = await Start();
        using var server = await Server(host);
        var remote = Remote(server, server.WriterKey, server.KnownHosts);

        var fetched = await host.Mirrors.Fetch(remote, null, Cancel);
        var published = await Publish(host, remote, fetched, await host.Change());

        Assert.Equal(host.Repository.Base, fetched.BaseCommit);
        Assert.Equal(published.Commit, host.Published);
    }

    [Fact]
    public async Task A_key_that_may_only_read_does_not_write()
    {
        await using var host = await Start();
        using var server = await Server(host);
        var remote = Remote(server, server.ReaderKey, server.KnownHosts);
        var fetched = await host.Mirrors.Fetch(remote, null, Cancel);

        var change = await host.Change();

        Assert.Contains("may not write to", (await Assert.ThrowsAsync<UnusableRepository>(() => Publish(host, remote, fetched, change))).Message, StringComparison.Ordinal);
        Assert.Null(host.Published);
    }

    [Fact]
    public async Task A_key_that_it_does_not_know_is_said()
    {
        await using var host = await Start();
        using var server = await Server(host);

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Mirrors.Fetch(Remote(server, server.StrangerKey, server.KnownHosts), null, Cancel));

        Assert.Contains("did not accept the credentials", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_with_another_key_or_none_that_is_known_is_not_spoken_with(bool another)
    {
        await using var host = await Start();
        using var server = await Server(host);

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Mirrors.Fetch(Remote(server, server.WriterKey, another ? server.WrongKnownHosts : ""), null, Cancel));

        Assert.Contains("showed a key that the known hosts", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_said()
    {
        await using var host = await Start();
        using var server = await Server(host);

        var refused = await Assert.ThrowsAsync<UnusableRepository>(() => host.Mirrors.Fetch(Remote(server, server.WriterKey, server.KnownHosts, "acme/nothing"), null, Cancel));

        Assert.Contains("is not there, or", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_a_key_in_the_settings_is_said()
    {
        await using var host = await Start();
        var remote = new RemoteRepository("ssh://git@127.0.0.1:1/acme/shop", [IPAddress.Loopback], new GitAccess());

        Assert.Contains("names no SSH key", (await Assert.ThrowsAsync<UnusableRepository>(() => host.Mirrors.Fetch(remote, null, Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_there_may_be_there_later()
    {
        await using var host = await Start();
        using var server = await Server(host);
        var remote = new RemoteRepository("ssh://git@127.0.0.1:1/acme/shop", [IPAddress.Loopback], new GitAccess { SshKey = new GitSshKey(server.WriterKey, server.KnownHosts) });

        await Assert.ThrowsAsync<RemoteUnreachable>(() => host.Mirrors.Fetch(remote, null, Cancel));
    }

    private static Task<SshServer> Server(RemoteHost host)
    {
        Assert.SkipWhen(SshServer.Missing is not null, SshServer.Missing ?? "");
        return SshServer.Start(host.Folder.In("sshd"), host.Server.Root);
    }

    private static RemoteRepository Remote(SshServer server, string key, string knownHosts, string repository = "acme/shop") =>
        new($"ssh://git@127.0.0.1:{server.Port}/{repository}", [IPAddress.Loopback], new GitAccess { SshKey = new GitSshKey(key, knownHosts), AllowsPrivateHost = true });

    private static Task<PublishedBranch> Publish(RemoteHost host, RemoteRepository remote, FetchedMirror fetched, (string Commit, byte[] Pack) change) =>
        host.Publisher.Publish(remote, fetched.MirrorName, fetched.BaseCommit, change.Commit, change.Pack, Branch, null, Cancel);
}
