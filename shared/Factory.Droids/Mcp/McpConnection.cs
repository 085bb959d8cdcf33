using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Factory.Workspaces;
using Factory.Workspaces.Sandboxing;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Factory.Droids.Mcp;

/// <summary>A server that runs in a workspace's sandbox, or the bridge to one at a URL, and our end of the conversation with it. It is offered nothing in return: no sampling, no files, no questions to people.</summary>
internal sealed class McpConnection : IAsyncDisposable
{
    private const int HexDigits = 16;

    private readonly SandboxedServer _server;
    private readonly McpClient _client;

    private McpConnection(SandboxedServer server, McpClient client) => (_server, _client) = (server, client);

    public bool IsOpen => _server.IsRunning;

    public static async Task<McpConnection> Open(Workspace workspace, McpServerOptions options, CancellationToken ct)
    {
        var server = options.Url is null ? await workspace.StartServer([.. options.Command], options.Folder, ct) : await UrlServer.Start(workspace, options, ct);
        try
        {
            var client = await McpClient.CreateAsync(
                new StreamClientTransport(server.Input, server.Output),
                new McpClientOptions { ClientInfo = new Implementation { Name = "factory", Version = "1" }, InitializationTimeout = TimeSpan.FromSeconds(options.TimeoutSeconds), DiscoverProbeTimeout = TimeSpan.FromSeconds(5) },
                cancellationToken: ct);
            return new McpConnection(server, client);
        }
        catch
        {
            await server.Stop();
            throw;
        }
    }

    /// <summary>The tools that it has now, those that may be called; each with the hash of all that it says about itself.</summary>
    public async Task<IReadOnlyList<McpDefinition>> Definitions(string server, McpServerOptions options, CancellationToken ct) =>
    [
        .. from tool in await _client.ListToolsAsync(cancellationToken: ct)
           where options.Tools.Contains(tool.Name)
           orderby tool.Name
           select new McpDefinition(McpServers.Prefix(server) + tool.Name, tool.Description ?? "", tool.JsonSchema, Hash(tool.ProtocolTool)),
    ];

    public async Task<CallToolResult> Call(string tool, JsonElement arguments, CancellationToken ct) => await _client.CallToolAsync(
        new CallToolRequestParams { Name = tool, Arguments = arguments.ValueKind == JsonValueKind.Object ? arguments.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.Clone(), StringComparer.Ordinal) : null }, ct);

    public async ValueTask DisposeAsync()
    {
        await _server.Stop();
        await _client.DisposeAsync();
    }

    private static string Hash(Tool tool) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { tool.Name, tool.Title, tool.Description, tool.InputSchema, tool.OutputSchema }))))[..HexDigits];
}

/// <param name="Name">With the server's prefix.</param>
/// <param name="Hash">Of name, descriptions and schemas: another hash is another tool.</param>
internal sealed record McpDefinition(string Name, string Description, JsonElement Schema, string Hash);
