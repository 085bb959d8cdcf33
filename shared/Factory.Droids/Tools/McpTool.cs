using System.Text.Json;
using Factory.Droids.Mcp;

namespace Factory.Droids.Tools;

/// <summary>A tool of one of the operator's servers.</summary>
internal sealed class McpTool(McpSession session) : ITool
{
    public string Name => ToolCatalog.Mcp;

    /// <summary>Servers read the checkout and cannot change it.</summary>
    public bool Writes => false;

    public Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct) =>
        session.Call(context, arguments.Text("tool"), arguments.TryGetProperty("arguments", out var given) ? given : default, ct);
}
