using System.Text.Json;
using System.Text.Json.Nodes;
using Factory.Outbound.Tests;
using Microsoft.AspNetCore.Http;

namespace Factory.Droids.Tests.Mcp;

/// <summary>The same server as <see cref="TicketServer"/>, at a URL: streamable HTTP as the protocol has it, with a session, and answers as JSON or as events.</summary>
internal sealed class TicketSite(string? token = null, bool asEvents = false)
{
    private static readonly string[] Names = ["find", "slow", "leak", "secret"];

    private const string Session = "session-7";

    /// <summary>What it says about its tool; a test may change it.</summary>
    public string Description { get; set; } = "Finds tickets.";

    public Task<ScriptedSite> Start() => ScriptedSite.Start(Answer);

    private async Task Answer(HttpContext context)
    {
        if (token is not null && context.Request.Headers.Authorization != $"Bearer {token}")
        {
            context.Response.StatusCode = 401;
            return;
        }

        var asked = context.Request.Method == "POST" ? await JsonNode.ParseAsync(context.Request.Body) : null;
        if (asked?["id"] is null)
        {
            context.Response.StatusCode = asked is null ? 405 : 202;
            return;
        }

        var method = (string)asked["method"]!;
        if (method.StartsWith("tools/", StringComparison.Ordinal) && context.Request.Headers["Mcp-Session-Id"] != Session)
        {
            context.Response.StatusCode = 400;
            return;
        }

        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = asked["id"]!.DeepClone() };
        answer[Known(method) ? "result" : "error"] = Known(method) ? await Result(context, method, asked["params"]) : new JsonObject { ["code"] = -32601, ["message"] = "no such method" };
        if (method == "initialize")
            context.Response.Headers["Mcp-Session-Id"] = Session;
        context.Response.ContentType = asEvents ? "text/event-stream" : "application/json";
        await context.Response.WriteAsync(asEvents ? $"event: message\ndata: {answer.ToJsonString()}\n\n" : answer.ToJsonString());
    }

    private static bool Known(string method) => method is "initialize" or "tools/list" or "tools/call";

    private async Task<JsonNode?> Result(HttpContext context, string method, JsonNode? given) => method switch
    {
        "initialize" => new JsonObject { ["protocolVersion"] = given!["protocolVersion"]!.DeepClone(), ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() }, ["serverInfo"] = new JsonObject { ["name"] = "tickets", ["version"] = "1" } },
        "tools/list" => new JsonObject { ["tools"] = new JsonArray([.. Names.Select(Tool)]) },
        _ => await Called(context, (string)given!["name"]!, (string?)given["arguments"]?["words"] ?? ""),
    };

    private JsonNode Tool(string name) => new JsonObject
    {
        ["name"] = name,
        ["description"] = Description,
        ["inputSchema"] = JsonNode.Parse("""{"type":"object","properties":{"words":{"type":"string"}},"required":["words"]}"""),
    };

    private async Task<JsonNode> Called(HttpContext context, string tool, string words)
    {
        if (tool == "slow")
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        var said = tool == "leak" ? $"Your token is {token}." : $"Ticket 7 says {words}.";
        return JsonSerializer.SerializeToNode(new { content = new[] { new { type = "text", text = said } } })!;
    }
}
