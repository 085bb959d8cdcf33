using System.Net;

namespace Factory.Outbound.Connecting;

/// <summary>Names and connections. Tests give names that change what they lead to.</summary>
internal interface INetwork
{
    /// <summary>All addresses of a name.</summary>
    Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken ct);

    /// <summary>A connection to exactly this address.</summary>
    Task<Stream> Connect(IPEndPoint address, CancellationToken ct);
}
