using System.Net;
using System.Net.Sockets;
using Factory.Outbound.Hosts;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;

namespace Factory.Publisher.Remotes;

/// <summary>
/// Where a host's name leads. It is resolved once and all its addresses are checked; git speaks with one of exactly these, so that a name cannot lead elsewhere between the check and the connection.
/// </summary>
internal sealed class HostPlaces(Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>By the machine's own resolver.</summary>
    public static HostPlaces OfSystem() => new(Dns.GetHostAddressesAsync);

    /// <param name="allowsPrivate">The operator's settings allow private networks and this machine for this host. Addresses of a link and of a cloud's metadata are never allowed.</param>
    /// <exception cref="UnusableRepository">The host leads to where it may not.</exception>
    /// <exception cref="RemoteUnreachable">It has no address.</exception>
    public async Task<IReadOnlyList<IPAddress>> Of(string host, bool allowsPrivate, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(host, out var written) ? [written] : await Resolve(host, ct);
        if (!addresses.All(address => Addresses.MayBeReached(address, allowsPrivate)))
        {
            throw new UnusableRepository($"{host} leads to an address that is not public. Where it is meant to lie in your own network, say so at its forge in factory.publisher.yaml.");
        }

        return addresses;
    }

    private async Task<IPAddress[]> Resolve(string host, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            if (await resolve(host, patience.Token) is { Length: > 0 } addresses)
            {
                return addresses;
            }
        }
        catch (Exception error) when (error is SocketException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // As if it had none.
        }

        throw new RemoteUnreachable($"{host} has no address: its name cannot be resolved. Check the name, and the machine's DNS.");
    }
}
