using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Factory.Outbound.Connecting;
using Factory.Outbound.Hosts;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Factory.Outbound.Bridging;

/// <summary>
/// A server of the Model Context Protocol at a URL, as if it were a program: messages go in and come out one a line. It understands none of them but for what the transport asks, and knows one secret at
/// most, the server's own token.
/// </summary>
public sealed class Bridge : IDisposable
{
    /// <summary>The program's argument for it.</summary>
    public const string Mode = "bridge";

    private const string InPlaceOfToken = "[redacted: the server's token]";

    /// <summary>Plain characters stay as they are, so that a token is found in what is written.</summary>
    private static readonly JsonSerializerOptions Json = new(McpJsonUtilities.DefaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly INetwork _network;
    private readonly SemaphoreSlim _writing = new(1, 1);

    internal Bridge(INetwork network) => _network = network;

    public void Dispose() => _writing.Dispose();

    /// <summary>Until there is no more input.</summary>
    internal async Task Run(Stream input, Stream output)
    {
        using var lines = new StreamReader(input, Encoding.UTF8);
        if (await lines.ReadLineAsync() is not { } first)
            return;
        var settings = BridgeSettings.OfLine(first);
        var url = settings.Endpoint();
        using var client = new HttpClient(new OneServer(url, Connections.Handler(new HostRules([settings.Host]), _network))) { Timeout = Timeout.InfiniteTimeSpan };
        await using var transport = new HttpClientTransport(Options(url, settings.Token), client);
        await using var session = await transport.ConnectAsync();
        var telling = Tell(session, output, settings.Token);
        await Ask(lines, session, output, settings.Token);
        await session.DisposeAsync();
        await telling;
    }

    private static HttpClientTransportOptions Options(Uri url, string? token) => new()
    {
        Endpoint = url,
        TransportMode = HttpTransportMode.StreamableHttp,
        EnableStandaloneGetStream = false,
        AdditionalHeaders = token is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = $"Bearer {token}" },
    };

    /// <summary>Requests side by side, since one may take long and be called off meanwhile; notifications in their order.</summary>
    private async Task Ask(StreamReader lines, ITransport session, Stream output, string? token)
    {
        var asked = new List<Task>();
        while (await lines.ReadLineAsync() is { } line)
        {
            if (JsonSerializer.Deserialize<JsonRpcMessage>(line, Json) is not { } message)
                continue;
            var sent = Send(message, session, output, token);
            asked.RemoveAll(one => one.IsCompleted);
            asked.Add(sent);
            if (message is not JsonRpcRequest)
                await sent;
        }
    }

    /// <summary>A request that cannot be sent is answered, so that who asked does not wait for its time to end.</summary>
    private async Task Send(JsonRpcMessage message, ITransport session, Stream output, string? token)
    {
        try
        {
            await session.SendMessageAsync(message);
        }
        catch (Exception failed)
        {
            // Whatever a server did to the transport: the words of it are the server's, and pass as data.
            if (message is JsonRpcRequest request)
                await Write(new JsonRpcError { Id = request.Id, Error = new JsonRpcErrorDetail { Code = (int)McpErrorCode.InternalError, Message = Words(failed) } }, output, token);
        }
    }

    private static string Words(Exception failed) => failed.InnerException is OutboundRefused refused ? refused.Message : failed.Message;

    private async Task Tell(ITransport session, Stream output, string? token)
    {
        await foreach (var message in session.MessageReader.ReadAllAsync())
            await Write(message, output, token);
    }

    private async Task Write(JsonRpcMessage message, Stream output, string? token)
    {
        var line = JsonSerializer.Serialize(message, Json);
        if (token is not null)
            line = line.Replace(token, InPlaceOfToken, StringComparison.Ordinal);
        await _writing.WaitAsync();
        try
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
            await output.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }
}
