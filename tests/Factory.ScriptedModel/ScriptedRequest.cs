using System.Text.Json;

namespace Factory.ScriptedModel;

/// <summary>A request as the scripted model got it.</summary>
/// <param name="Model">The name asked for. Tests cast each role with a model of the role's name, so it says who asks.</param>
/// <param name="Messages">In order, the first from the system.</param>
/// <param name="Tools">Names of the tools that may be called.</param>
/// <param name="Authorization">The header, with the key.</param>
/// <param name="Stream">Whether the answer is wanted as server-sent events.</param>
public sealed record ScriptedRequest(
    string Model, IReadOnlyList<ScriptedMessage> Messages, IReadOnlyList<string> Tools, int? MaxOutputTokens, string? Authorization, bool Stream)
{
    /// <summary>Which turn is asked for, from 1: one more than the answers in the transcript.</summary>
    public int Turn => Messages.Count(message => message.Role == "assistant") + 1;

    /// <summary>The text of the task.</summary>
    public string Task => Messages.FirstOrDefault(message => message.Role == "user")?.Content ?? "";

    /// <summary>What the last tool call gave.</summary>
    public string LastResult => Messages.LastOrDefault(message => message.Role == "tool")?.Content ?? "";

    internal static ScriptedRequest Read(JsonElement body, string? authorization) => new(
        Text(body, "model") ?? "",
        [.. Items(body, "messages").Select(ScriptedMessage.Read)],
        [.. Items(body, "tools").Select(tool => Text(tool.GetProperty("function"), "name") ?? "")],
        body.TryGetProperty("max_completion_tokens", out var most) ? most.GetInt32() : null,
        authorization,
        body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True);

    internal static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}

/// <param name="Role">system, user, assistant or tool.</param>
/// <param name="Calls">Of an assistant.</param>
/// <param name="CallId">Of a tool: which call it answers.</param>
public sealed record ScriptedMessage(string Role, string Content, IReadOnlyList<ScriptedCall> Calls, string? CallId)
{
    internal static ScriptedMessage Read(JsonElement message) => new(
        ScriptedRequest.Text(message, "role") ?? "",
        ScriptedRequest.Text(message, "content") ?? "",
        [.. ScriptedRequest.Items(message, "tool_calls").Select(ScriptedCall.Read)],
        ScriptedRequest.Text(message, "tool_call_id"));
}

/// <param name="Arguments">JSON, or what the script wrote in its place.</param>
public sealed record ScriptedCall(string Tool, string Arguments, string? Id = null)
{
    internal static ScriptedCall Read(JsonElement call)
    {
        var function = call.GetProperty("function");
        return new ScriptedCall(ScriptedRequest.Text(function, "name") ?? "", ScriptedRequest.Text(function, "arguments") ?? "", ScriptedRequest.Text(call, "id"));
    }
}
