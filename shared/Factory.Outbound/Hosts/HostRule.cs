namespace Factory.Outbound.Hosts;

/// <summary>A host that the operator names. What is not named is not reached.</summary>
public sealed record HostRule
{
    /// <summary>Its name, exactly: no wildcard, no part of one, no address. Must be given.</summary>
    public string Name { get; init; } = "";

    /// <summary>Plain HTTP is allowed besides HTTPS. Default: false.</summary>
    public bool Http { get; init; }

    /// <summary>Its name may lead to an address of a private network or of this machine. Default: false, only public addresses.</summary>
    public bool Private { get; init; }

    /// <summary>Ports, each 1 to 65,535. Default: 443, and 80 where <see cref="Http"/> is set.</summary>
    public IList<int> Ports { get; init; } = [];

    /// <summary>Whether this scheme and port are allowed.</summary>
    internal bool Allows(bool isHttp, int port) =>
        (!isHttp || Http) && (Ports.Count > 0 ? Ports.Contains(port) : port == (isHttp ? Uri80 : Uri443));

    private const int Uri80 = 80;
    private const int Uri443 = 443;
}
