using System.Net;
using System.Net.Sockets;

namespace Factory.Outbound.Connecting;

/// <summary>The system's resolver and sockets.</summary>
internal sealed class SystemNetwork : INetwork
{
    public async Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken ct) => await Dns.GetHostAddressesAsync(host, ct);

    public async Task<Stream> Connect(IPEndPoint address, CancellationToken ct)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
