using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Factory.Servers;

internal static class LoopbackPort
{
    // Below the range from which the system takes ports of outgoing connections: a server that is killed and started again finds its port free.
    private const int First = 15_000;
    private const int Last = 32_000;

    public static int Free()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            if (IsFree(port))
                return port;
        }

        throw new ServerException($"No free port was found on 127.0.0.1 between {First} and {Last}. Close what uses them, or give a port.");
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
