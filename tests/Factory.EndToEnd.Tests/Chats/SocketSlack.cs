using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Factory.Emulators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Factory.EndToEnd.Tests.Chats;

/// <summary>The third party's emulator of Slack, and before it Socket Mode, which it does not have: the test holds Slack's end of the socket.</summary>
internal sealed class SocketSlack : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly WebApplication _web;
    private readonly Emulator _emulator;
    private readonly HttpClient _http = new();
    private readonly Channel<WebSocket> _opened = Channel.CreateUnbounded<WebSocket>();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _envelopes;

    private SocketSlack(WebApplication web, Emulator emulator) => (_web, _emulator) = (web, emulator);

    public Uri Api => new(new Uri(_web.Urls.First()), "api");

    private WebSocket? Socket { get; set; }

    public static async Task<SocketSlack> Start(Emulator emulator)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var slack = new SocketSlack(web, emulator);
        web.UseWebSockets();
        web.Run(slack.Serve);
        await web.StartAsync();
        return slack;
    }

    /// <summary>Delivers over the socket, and ends when it was acknowledged.</summary>
    /// <param name="type">For example <c>events_api</c>.</param>
    public async Task Deliver(string type, object payload)
    {
        using var patience = new CancellationTokenSource(Patience);
        if (Socket is null)
        {
            Socket = await _opened.Reader.ReadAsync(patience.Token);
            await Send(new { type = "hello", num_connections = 1 }, patience.Token);
        }

        var id = $"envelope-{Interlocked.Increment(ref _envelopes)}";
        await Send(new { type, envelope_id = id, accepts_response_payload = false, payload }, patience.Token);
        var buffer = new byte[64 * 1024];
        var received = await Socket.ReceiveAsync(buffer, patience.Token);
        Assert.Equal(id, JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, received.Count)).GetProperty("envelope_id").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await _web.DisposeAsync();
        _http.Dispose();
    }

    private async Task Send(object message, CancellationToken ct) => await Socket!.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, ct);

    private async Task Serve(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            _opened.Writer.TryWrite(socket);
            await _ended.Task.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (context.Request.Path.Value!.EndsWith("/apps.connections.open", StringComparison.Ordinal))
        {
            await context.Response.WriteAsJsonAsync(new { ok = true, url = $"ws://{new Uri(_web.Urls.First()).Authority}/link?ticket=1" });
        }
        else
        {
            await PassOn(context);
        }
    }

    private async Task PassOn(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_emulator.Address, context.Request.Path.Value![1..])) { Content = new ByteArrayContent(body.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        using var answer = await _http.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }
}
