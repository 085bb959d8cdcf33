using System.Net;
using System.Net.Sockets;
using Factory.Outbound.Connecting;

namespace Factory.Outbound.Tests.Fetching;

/// <summary>Names that lead where the test says, each time anew; whatever is connected to is in truth the site.</summary>
internal sealed class ScriptedNetwork(int port, params string[][] answers) : INetwork
{
    public List<string> Resolved { get; } = [];

    public List<IPEndPoint> Connected { get; } = [];

    public Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken ct)
    {
        Resolved.Add(host);
        return Task.FromResult<IReadOnlyList<IPAddress>>([.. answers[Math.Min(Resolved.Count, answers.Length) - 1].Select(IPAddress.Parse)]);
    }

    public Task<Stream> Connect(IPEndPoint address, CancellationToken ct)
    {
        Connected.Add(address);
        return port == 0 ? throw new SocketException((int)SocketError.ConnectionRefused) : new SystemNetwork().Connect(new IPEndPoint(IPAddress.Loopback, port), ct);
    }
}
