using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Factory.Benchmarks;

/// <summary>One HTTP connection with next to no cost of its own: a client library would take as much of the two cores as what it measures.</summary>
internal sealed class BareConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _buffer = new byte[16 * 1024];

    private BareConnection(byte[] request) => _request = request;

    public static async Task<BareConnection> Open(Uri server, string body, string? key)
    {
        var head = $"POST /v1/chat/completions HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nAuthorization: Bearer {key}\r\nContent-Length: {body.Length}\r\n\r\n";
        return await Open(server, Encoding.ASCII.GetBytes(head + body));
    }

    /// <param name="request">What <see cref="Call()"/> sends.</param>
    public static async Task<BareConnection> Open(Uri server, byte[] request)
    {
        var connection = new BareConnection(request);
        await connection._socket.ConnectAsync(IPAddress.Loopback, server.Port);
        return connection;
    }

    /// <summary>Sends the request and takes the whole answer.</summary>
    public Task Call() => Call(_request);

    /// <summary>The same for another request.</summary>
    public async Task Call(ReadOnlyMemory<byte> request)
    {
        for (var sent = 0; sent < request.Length;)
            sent += await _socket.SendAsync(request[sent..]);
        var (length, whole) = (0, int.MaxValue);
        while (length < whole)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException("The server closed the connection.");
            length += read;
            if (whole == int.MaxValue)
                whole = Whole(_buffer.AsSpan(0, length));
        }
    }

    /// <summary>Sends the request of a stream and drops what comes until the connection is closed.</summary>
    public async Task Drain(CancellationToken ct)
    {
        await _socket.SendAsync(_request, ct);
        while (await _socket.ReceiveAsync(_buffer.AsMemory(), ct) > 0)
        {
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int Whole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return int.MaxValue;
        if (!answer.StartsWith("HTTP/1.1 20"u8))
            throw new InvalidOperationException($"The server answered {Encoding.ASCII.GetString(answer[..Math.Min(600, answer.Length)])}");
        var head = Encoding.ASCII.GetString(answer[..end]);
        const string name = "Content-Length: ";
        var value = head[(head.IndexOf(name, StringComparison.OrdinalIgnoreCase) + name.Length)..].Split('\r')[0];
        return end + 4 + int.Parse(value, CultureInfo.InvariantCulture);
    }
}
