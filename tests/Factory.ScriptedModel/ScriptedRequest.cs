using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Factory.ScriptedModel;

/// <summary>A request as the scripted model got it, the same for all protocols.</summary>
/// <param name="Model">The name asked for. Tests cast each role with a model of the role's name, so it says who asks.</param>
/// <param name="Messages">In order, the first from the system.</param>
/// <param name="Tools">Names of the tools that may be called.</param>
/// <param name="Authorization">The header with the key, whichever the provider has.</param>
/// <param name="Stream">Whether the answer is wanted as server-sent events.</param>
public sealed record ScriptedRequest(
    string Model, IReadOnlyList<ScriptedMessage> Messages, IReadOnlyList<string> Tools, int? MaxOutputTokens, string? Authorization, bool Stream)
{
    public ScriptedProtocol Protocol { get; init; } = ScriptedProtocol.ChatCompletions;

    /// <summary>With query.</summary>
    public string Path { get; init; } = "";

    /// <summary>The version of Anthropic's API that was asked for; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>As it came; undefined where requests are not kept.</summary>
    public JsonElement Body { get; init; }

    /// <summary>Which turn is asked for, from 1: one more than the answers in the transcript.</summary>
    public int Turn => Messages.Count(message => message.Role == "assistant") + 1;

    /// <summary>The text of the task.</summary>
    public string Task => Messages.FirstOrDefault(message => message.Role == "user")?.Content ?? "";

    /// <summary>What the last tool call gave.</summary>
    public string LastResult => Messages.LastOrDefault(message => message.Role == "tool")?.Content ?? "";

    /// <summary>Whether the last event of a stream of Chat Completions is to count tokens.</summary>
    internal bool WantsUsage => Body.ValueKind == JsonValueKind.Undefined || (Body.TryGetProperty("stream_options", out var options) && options.TryGetProperty("include_usage", out var usage) && usage.ValueKind == JsonValueKind.True);

    internal static ScriptedRequest Read(JsonElement body, HttpRequest http, ScriptedProtocol protocol)
    {
        var authorization = http.Headers.Authorization.FirstOrDefault() ?? http.Headers["x-api-key"].FirstOrDefault() ?? http.Headers["api-key"].FirstOrDefault() ?? "";
        return new ScriptedRequest(
            Text(body, "model") ?? http.RouteValues["deployment"]?.ToString() ?? "", [.. ScriptedMessage.Read(body, protocol)], [.. Items(body, "tools").Select(Tool)], Most(body), authorization,
            body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True)
        {
            Protocol = protocol,
            Version = http.Headers["anthropic-version"].FirstOrDefault(),
            Path = $"{http.Path}{http.QueryString}",
            Body = body.Clone(),
        };
    }

    internal static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private static string Tool(JsonElement tool) => Text(tool.TryGetProperty("function", out var function) ? function : tool, "name") ?? "";

    private static int? Most(JsonElement body)
    {
        foreach (var key in (string[])["max_completion_tokens", "max_output_tokens", "max_tokens"])
        {
            if (body.TryGetProperty(key, out var most) && most.ValueKind == JsonValueKind.Number)
                return most.GetInt32();
        }

        return null;
    }
}
