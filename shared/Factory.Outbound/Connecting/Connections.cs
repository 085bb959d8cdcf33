using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Factory.Outbound.Hosts;

namespace Factory.Outbound.Connecting;

/// <summary>Makes connections to hosts that the rules name, and to nothing else: a name is resolved once, all its addresses are checked, and one of exactly these is connected to.</summary>
internal static class Connections
{
    /// <summary>Nothing is followed, kept, proxied or added by itself.</summary>
    public static SocketsHttpHandler Handler(HostRules rules, INetwork network) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        PreAuthenticate = false,
        AutomaticDecompression = DecompressionMethods.All,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Certificates() },
        ConnectCallback = async (context, ct) => await Connect(rules, network, context.DnsEndPoint, ct),
    };

    /// <summary>A certificate may name an address from which its issuer's is to be had: asking there would be a request of the server's choice.</summary>
    private static X509ChainPolicy Certificates() => new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };

    private static async Task<Stream> Connect(HostRules rules, INetwork network, DnsEndPoint asked, CancellationToken ct)
    {
        var rule = rules.Find(asked.Host) ?? throw new OutboundRefused($"{asked.Host} is not one of the hosts that the operator allows.");
        var addresses = await Resolve(network, asked.Host, ct);
        if (!addresses.All(address => Addresses.MayBeReached(address, rule.Private)))
            throw new OutboundRefused($"{asked.Host} leads to an address that is not public, which its entry does not allow.");
        foreach (var address in addresses)
        {
            try
            {
                return await network.Connect(new IPEndPoint(address, asked.Port), ct);
            }
            catch (SocketException)
            {
                // Perhaps it can be reached at the next address.
            }
        }

        throw new OutboundRefused($"{asked.Host} cannot be connected to.");
    }

    private static async Task<IReadOnlyList<IPAddress>> Resolve(INetwork network, string host, CancellationToken ct)
    {
        try
        {
            if (await network.Resolve(host, ct) is { Count: > 0 } addresses)
                return addresses;
        }
        catch (SocketException)
        {
            // As if it had none.
        }

        throw new OutboundRefused($"{host} has no address.");
    }
}
