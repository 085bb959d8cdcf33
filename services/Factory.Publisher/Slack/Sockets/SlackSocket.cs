using System.Net.WebSockets;
using Npgsql;

namespace Factory.Publisher.Slack.Sockets;

/// <summary>One connection to Slack, from its opening to its end.</summary>
internal sealed partial class SlackSocket(SocketDeliveries deliveries, SocketSettings settings, ILogger<SlackSocket> log) : IDisposable
{
    /// <summary>What Slack sends is far smaller; what is larger is left unacknowledged.</summary>
    private const int LargestMessage = 4 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new() { Options = { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = Patience } };
    private readonly TaskCompletionSource _refresh = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Ends when Slack says that it will close: another connection is to be open before.</summary>
    public Task Refresh => _refresh.Task;

    /// <summary>Slack greeted: the connection is good.</summary>
    public bool Greeted { get; private set; }

    /// <summary>Socket Mode was switched off for the app.</summary>
    public bool SwitchedOff { get; private set; }

    public void Dispose() => _socket.Dispose();

    /// <exception cref="WebSocketException">It cannot be opened.</exception>
    public async Task Open(Uri address, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        await _socket.ConnectAsync(address, patience.Token);
    }

    /// <summary>Reads until the connection ends. Each delivery is stored before it is acknowledged.</summary>
    public async Task Run(CancellationToken ct)
    {
        try
        {
            while (_socket.State == WebSocketState.Open && await Message(ct) is { } message)
                await Handle(message, ct);
        }
        catch (WebSocketException)
        {
            // It broke; what was not acknowledged comes again.
        }
        finally
        {
            _refresh.TrySetResult();
        }
    }

    private async Task Handle(byte[] message, CancellationToken ct)
    {
        if (SocketEnvelope.Of(message) is not { } envelope)
        {
            NotRead(message.Length);
            return;
        }

        Greeted |= envelope.Type == "hello";
        if (envelope.Type == "disconnect")
        {
            SwitchedOff |= envelope.Reason == "link_disabled";
            _refresh.TrySetResult();
        }
        else if (envelope.Id is not null && await IsSafe(envelope, ct))
        {
            await _socket.SendAsync(envelope.Acknowledgement(), WebSocketMessageType.Text, endOfMessage: true, ct);
        }
    }

    /// <summary>What nothing follows from is acknowledged as well: else it would come again.</summary>
    private async Task<bool> IsSafe(SocketEnvelope envelope, CancellationToken ct)
    {
        if (!envelope.IsDelivery)
            return true;
        try
        {
            await deliveries.HandIn(settings, envelope, ct);
            return true;
        }
        catch (NpgsqlException error)
        {
            NotStored(error.Message);
            return false;
        }
    }

    /// <summary>Null when Slack closes.</summary>
    private async Task<byte[]?> Message(CancellationToken ct)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(), ct);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            if (message.Length + received.Count <= LargestMessage)
                message.Write(_buffer, 0, received.Count);
            else
                message.SetLength(0);
            if (received.EndOfMessage)
                return message.ToArray();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message of {Bytes} bytes from Slack's socket cannot be read, or is too large; it is not acknowledged.")]
    private partial void NotRead(long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A delivery from Slack's socket could not be stored, and is not acknowledged: {Reason}")]
    private partial void NotStored(string reason);
}
