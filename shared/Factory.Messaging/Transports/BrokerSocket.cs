using System.Net.Sockets;
using RabbitMQ.Client;

namespace Factory.Messaging.Transports;

/// <summary>
/// A socket on which only reading tells that the broker is gone; what is written after that is dropped, and counts as not confirmed.
/// </summary>
/// <remarks>
/// RabbitMQ.Client up to 7.2.1 ends its write loop when a write fails. A publisher then waits for room in the loop's full queue, holding
/// what the shutdown of its channel waits for, so that the bus never hears of the end and never connects again
/// (github.com/rabbitmq/rabbitmq-dotnet-client/issues/1930).
/// </remarks>
internal sealed class BrokerSocket(Socket socket) : TcpClientAdapter(socket)
{
    public static Task Use(ConnectionFactory factory)
    {
        factory.SocketFactory = Open;
        return Task.CompletedTask;
    }

    public override NetworkStream GetStream() => new ForgivingStream(Client);

    private static BrokerSocket Open(AddressFamily family) => new(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });

    private sealed class ForgivingStream(Socket socket) : NetworkStream(socket)
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                await base.WriteAsync(buffer, cancellationToken);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // Ends the reading side too, in case the fault was in one direction.
                Socket.Dispose();
            }
        }
    }
}
