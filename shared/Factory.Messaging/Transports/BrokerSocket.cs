using System.Net.Sockets;
using System.Runtime.CompilerServices;
using RabbitMQ.Client;

namespace Factory.Messaging.Transports;

/// <summary>
/// A socket on which only reading tells that the broker is gone, and only once nothing is written any more; what is written after the
/// loss is dropped, and counts as not confirmed.
/// </summary>
/// <remarks>
/// RabbitMQ.Client up to 7.2.1 ends its write loop when a write fails. A publisher then waits for room in the loop's full queue, holding
/// what the shutdown of its channel waits for, so that the bus never hears of the end and never connects again
/// (github.com/rabbitmq/rabbitmq-dotnet-client/issues/1930). Why publishers are let run dry first: <see cref="LostConnections"/>.
/// </remarks>
internal sealed class BrokerSocket(Socket socket, LostConnections lost) : TcpClientAdapter(socket)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writes;
    private int _lost;

    public static Task Use(ConnectionFactory factory, LostConnections lost)
    {
        factory.SocketFactory = family => new BrokerSocket(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, lost);
        return Task.CompletedTask;
    }

    public override NetworkStream GetStream() => new ForgivingStream(this);

    /// <summary>The client's last step with a connection, whether it was lost or not.</summary>
    public override void Close()
    {
        base.Close();
        _closed.TrySetResult();
    }

    private async ValueTask Lose(CancellationToken ct)
    {
        if (_closed.Task.IsCompleted || Interlocked.Exchange(ref _lost, 1) == 1)
            return;
        lost.Begin(_closed.Task);
        var wait = TimeSpan.Zero;
        int before;
        do
        {
            before = Volatile.Read(ref _writes);
            await Task.Delay(Quiet, ct);
            wait += Quiet;
        }
        while (Volatile.Read(ref _writes) != before && wait < LongestWait);
    }

    private sealed class ForgivingStream(BrokerSocket owner) : NetworkStream(owner.Client)
    {
        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                    return read;
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                await owner.Lose(cancellationToken);
                throw;
            }

            await owner.Lose(cancellationToken);
            return 0;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref owner._writes);
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
