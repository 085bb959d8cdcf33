using System.Net;
using System.Net.Sockets;

namespace Factory.Outbound.Hosts;

/// <summary>Which addresses a name may lead to. Lists after the special-purpose registries of IANA (RFC 6890 and what followed it).</summary>
internal static class Addresses
{
    /// <summary>Networks of the operator's own: allowed where the host's entry says so.</summary>
    private static readonly IPNetwork[] OfOperators = Networks("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");

    /// <summary>Clouds hand out their machines' credentials there, to whoever asks. Never allowed.</summary>
    private static readonly IPNetwork[] OfMetadata = Networks("100.100.100.200/32", "fd00:ec2::/32", "fd20:ce::/32");

    private static readonly IPNetwork[] NotPublic =
    [
        .. OfOperators,
        .. Networks("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        .. Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    ];

    private static readonly IPNetwork PublicIpv6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool MayBeReached(IPAddress address, bool isPrivate)
    {
        var real = Unwrap(address);
        if (Lies(real, OfMetadata))
            return false;
        if (isPrivate && Lies(real, OfOperators))
            return true;
        return !Lies(real, NotPublic) && (real.AddressFamily == AddressFamily.InterNetwork || PublicIpv6.Contains(real));
    }

    /// <summary>The IPv4 address that an IPv6 address only stands for.</summary>
    private static IPAddress Unwrap(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6 && Translated.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12))
        : address;

    private static bool Lies(IPAddress address, IPNetwork[] networks) => networks.Any(network => network.Contains(address));

    private static IPNetwork[] Networks(params string[] written) => [.. written.Select(IPNetwork.Parse)];
}
