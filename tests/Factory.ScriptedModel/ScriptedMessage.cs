using System.Text.Json;

namespace Factory.ScriptedModel;

/// <param name="Role">system, user, assistant or tool.</param>
/// <param name="Calls">Of an assistant.</param>
/// <param name="CallId">Of a tool: which call it answers.</param>
public sealed record ScriptedMessage(string Role, string Content, IReadOnlyList<ScriptedCall> Calls, string? CallId)
{
    internal static IEnumerable<ScriptedMessage> Read(JsonElement body, ScriptedProtocol protocol) => protocol switch
    {
        ScriptedProtocol.ChatCompletions => ScriptedRequest.Items(body, "messages").Select(Chat),
        ScriptedProtocol.Responses => Responses(body),
        _ => Messages(body),
    };

    private static ScriptedMessage Chat(JsonElement message) => new(
        ScriptedRequest.Text(message, "role") ?? "",
        TextOf(message),
        [.. ScriptedRequest.Items(message, "tool_calls").Select(call => ScriptedCall.Read(call.GetProperty("function"), ScriptedRequest.Text(call, "id")))],
        ScriptedRequest.Text(message, "tool_call_id"));

    private static IEnumerable<ScriptedMessage> Responses(JsonElement body)
    {
        if (ScriptedRequest.Text(body, "instructions") is { } instructions)
            yield return new ScriptedMessage("system", instructions, [], null);
        if (ScriptedRequest.Text(body, "input") is { } only)
            yield return new ScriptedMessage("user", only, [], null);
        ScriptedMessage? assistant = null;
        foreach (var item in ScriptedRequest.Items(body, "input"))
        {
            var type = ScriptedRequest.Text(item, "type") ?? "message";
            var role = ScriptedRequest.Text(item, "role");
            if (type == "function_call" || role == "assistant")
            {
                assistant ??= new ScriptedMessage("assistant", "", [], null);
                assistant = type == "function_call"
                    ? assistant with { Calls = [.. assistant.Calls, ScriptedCall.Read(item, ScriptedRequest.Text(item, "call_id"))] }
                    : assistant with { Content = assistant.Content + TextOf(item) };
                continue;
            }

            if (assistant is not null)
                yield return assistant;
            assistant = null;
            yield return type == "function_call_output"
                ? new ScriptedMessage("tool", ScriptedRequest.Text(item, "output") ?? "", [], ScriptedRequest.Text(item, "call_id"))
                : new ScriptedMessage(role == "developer" ? "system" : role ?? "", TextOf(item), [], null);
        }

        if (assistant is not null)
            yield return assistant;
    }

    private static IEnumerable<ScriptedMessage> Messages(JsonElement body)
    {
        var system = ScriptedRequest.Text(body, "system") ?? string.Concat(ScriptedRequest.Items(body, "system").Select(block => ScriptedRequest.Text(block, "text")));
        if (system.Length > 0)
            yield return new ScriptedMessage("system", system, [], null);
        foreach (var message in ScriptedRequest.Items(body, "messages"))
        {
            var role = ScriptedRequest.Text(message, "role") ?? "";
            var blocks = ScriptedRequest.Items(message, "content").ToList();
            foreach (var result in blocks.Where(block => ScriptedRequest.Text(block, "type") == "tool_result"))
                yield return new ScriptedMessage("tool", ScriptedRequest.Text(result, "content") ?? string.Concat(ScriptedRequest.Items(result, "content").Select(part => ScriptedRequest.Text(part, "text"))), [], ScriptedRequest.Text(result, "tool_use_id"));
            var calls = blocks.Where(block => ScriptedRequest.Text(block, "type") == "tool_use").Select(block => new ScriptedCall(ScriptedRequest.Text(block, "name") ?? "", block.GetProperty("input").GetRawText(), ScriptedRequest.Text(block, "id")));
            var text = TextOf(message);
            if (role == "assistant" || text.Length > 0)
                yield return new ScriptedMessage(role, text, [.. calls], null);
        }
    }

    private static string TextOf(JsonElement message) =>
        ScriptedRequest.Text(message, "content") ?? string.Concat(ScriptedRequest.Items(message, "content").Select(part => ScriptedRequest.Text(part, "text")));
}

/// <param name="Arguments">JSON, or what the script wrote in its place.</param>
public sealed record ScriptedCall(string Tool, string Arguments, string? Id = null)
{
    internal static ScriptedCall Read(JsonElement function, string? id) =>
        new(ScriptedRequest.Text(function, "name") ?? "", ScriptedRequest.Text(function, "arguments") ?? "", id);
}
