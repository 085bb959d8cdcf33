using System.Net;
using System.Net.Sockets;

namespace Factory.Local.Hosting;

/// <summary>Ports on 127.0.0.1.</summary>
public static class LoopbackPorts
{
    /// <exception cref="FactoryException">Something else listens there.</exception>
    public static void CheckFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException error)
        {
            throw new FactoryException($"Port {port} on 127.0.0.1 is taken ({error.SocketErrorCode}). Choose another with --port, or stop what listens there (find it with: ss -ltnp 'sport = :{port}').", error);
        }
    }

    /// <summary>A port that is free now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
