using System.Net;
using Factory.Emulators.Hosting;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;
using static Factory.Workspaces.Tests.Remotes.RemoteHost;

namespace Factory.Workspaces.Tests.Remotes;

public sealed class When_a_host_has_a_certificate_of_its_own
{
    [Fact]
    public async Task It_is_spoken_with_where_the_settings_name_who_vouches_for_it()
    {
        await using var host = await Start();
        using var authority = new TestAuthority();
        await using var server = await GitHttpServer.Start(host.Server.Root, authority.Sign());

        Assert.Equal(host.Repository.Base, (await Fetch(host, server, authority.Pem)).BaseCommit);
    }

    [Fact]
    public async Task It_is_refused_where_nobody_or_somebody_else_vouches_for_it()
    {
        await using var host = await Start();
        using var its = new TestAuthority();
        using var another = new TestAuthority();
        await using var server = await GitHttpServer.Start(host.Server.Root, its.Sign());

        foreach (var authority in new[] { null, another.Pem })
        {
            var refused = await Assert.ThrowsAsync<UnusableRepository>(() => Fetch(host, server, authority));
            Assert.Contains("could not prove over TLS", refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty(server.Requests);
    }

    private static Task<FetchedMirror> Fetch(RemoteHost host, GitHttpServer server, string? authority)
    {
        var access = new GitAccess { Token = new GitToken("x", GitHttpServer.Reader), Certificates = authority };
        return host.Mirrors.Fetch(new RemoteRepository($"{server.Address}/acme/shop", [IPAddress.Loopback], access), null, Cancel);
    }
}
