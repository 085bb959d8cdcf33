using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.Slack;

/// <summary>Slack's side of Socket Mode: each connection that is opened is given to the test.</summary>
internal sealed class ScriptedSockets : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Channel<ServerSocket> _opened = Channel.CreateUnbounded<ServerSocket>();
    private ScriptedServer _server = null!;

    public Uri Address => _server.Address;

    /// <summary>What <c>apps.connections.open</c> is answered with, until it is taken back.</summary>
    public string? Refusal { get; set; }

    /// <summary>How often a connection was asked for.</summary>
    public int Asked => _server.Asked.Count(asked => asked.EndsWith("apps.connections.open", StringComparison.Ordinal));

    public static async Task<ScriptedSockets> Start()
    {
        var sockets = new ScriptedSockets();
        sockets._server = await ScriptedServer.Start(sockets.Answer);
        return sockets;
    }

    /// <summary>The next connection that is opened, greeted.</summary>
    public async Task<ServerSocket> Next()
    {
        using var patience = new CancellationTokenSource(Patience);
        var socket = await _opened.Reader.ReadAsync(patience.Token);
        await socket.Send(new { type = "hello", num_connections = 1 });
        return socket;
    }

    public bool HasAnother => _opened.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await context.Response.WriteAsync(Refusal ?? JsonSerializer.Serialize(new { ok = true, url = $"ws://{_server.Address.Authority}/link?ticket=1" }));
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var given = new ServerSocket(socket, Patience);
        _opened.Writer.TryWrite(given);
        await given.Ended.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

internal sealed class ServerSocket(WebSocket socket, TimeSpan patience)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => _ended.Task;

    public Task Send(object message) => Send(JsonSerializer.SerializeToUtf8Bytes(message));

    public async Task Send(byte[] message)
    {
        using var late = new CancellationTokenSource(patience);
        await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, late.Token);
    }

    /// <summary>What the factory sent.</summary>
    public async Task<JsonElement> Receive()
    {
        using var late = new CancellationTokenSource(patience);
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer, late.Token);
        return JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(buffer, 0, received.Count));
    }

    public async Task Close()
    {
        using var late = new CancellationTokenSource(patience);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, late.Token);
        _ended.TrySetResult();
    }

    public void Break()
    {
        socket.Abort();
        _ended.TrySetResult();
    }
}
