using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
        var (authority, certificate) = Made();
        await using var server = await GitHttpServer.Start(host.Server.Root, certificate);

        Assert.Equal(host.Repository.Base, (await Fetch(host, server, authority)).BaseCommit);
    }

    [Fact]
    public async Task It_is_refused_where_nobody_or_somebody_else_vouches_for_it()
    {
        await using var host = await Start();
        await using var server = await GitHttpServer.Start(host.Server.Root, Made().Certificate);

        foreach (var authority in new[] { null, Made().Authority })
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

    private static (string Authority, X509Certificate2 Certificate) Made()
    {
        var (from, to) = (DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(130));
        using var authorityKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=Authority of a test", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var authority = request.CreateSelfSigned(from, to);
        using var key = RSA.Create(2048);
        var leaf = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        leaf.CertificateExtensions.Add(names.Build());
        using var signed = leaf.Create(authority, from, to, [1, 2, 3, 4]);
        using var whole = signed.CopyWithPrivateKey(key);
        return (authority.ExportCertificatePem(), X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null));
    }
}
