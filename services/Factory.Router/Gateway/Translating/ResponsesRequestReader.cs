using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Reads requests of Responses.</summary>
internal static class ResponsesRequestReader
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "model", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls", "max_output_tokens", "temperature", "top_p", "stream", "reasoning", "text",
        "user", "metadata", "store", "include", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "service_tier", "stream_options", "truncation",
    };

    public static Conversation Read(JsonElement request)
    {
        Untranslatable.RefuseOthers(request, Known);
        if (request.Find("text")?.Find("format")?.Text("type") is { } format && format != "text")
        {
            throw Untranslatable.That($"text.format of type {format}");
        }

        var conversation = new Conversation
        {
            MaxTokens = request.Number("max_output_tokens"), Temperature = request.Find("temperature"), TopP = request.Find("top_p"), Effort = request.Find("reasoning")?.Text("effort"), WantsUsage = true,
            ParallelCalls = request.Find("parallel_tool_calls")?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }, Choice = request.Text("tool_choice"),
        };
        if (request.Find("tool_choice") is { ValueKind: JsonValueKind.Object } named)
        {
            (conversation.Choice, conversation.Tool) = ("tool", named.Text("name") ?? throw Untranslatable.That("This tool_choice"));
        }

        if (request.Text("instructions") is { } instructions)
        {
            conversation.System.Add(instructions);
        }

        foreach (var tool in request.Items("tools"))
        {
            conversation.Tools.Add(tool.Text("type") == "function"
                ? new ToolSpec(tool.Text("name") ?? throw Untranslatable.Malformed("tools"), tool.Text("description"), tool.Find("parameters"))
                : throw Untranslatable.That($"A tool of type {tool.Text("type")}"));
        }

        if (request.Text("input") is { } text)
        {
            conversation.Add(isModel: false, new TextPart(text));
        }

        foreach (var item in request.Items("input"))
        {
            ReadItem(item, conversation);
        }

        return conversation;
    }

    private static void ReadItem(JsonElement item, Conversation conversation)
    {
        switch (item.Text("type") ?? "message")
        {
            case "message":
                ReadMessage(item, conversation);
                break;
            case "function_call":
                conversation.Add(isModel: true, new CallPart(item.Text("call_id") ?? "", item.Text("name") ?? "", item.Text("arguments") is { Length: > 0 } arguments ? arguments : "{}"));
                break;
            case "function_call_output":
                var output = item.Text("output") ?? string.Concat(item.Items("output").Select(part => part.Text("text") ?? throw Untranslatable.That($"Output of type {part.Text("type")}")));
                conversation.Add(isModel: false, new ResultPart(item.Text("call_id") ?? throw Untranslatable.Malformed("function_call_output"), output, IsError: false));
                break;
            case "reasoning":
                // What a model thought is for itself alone.
                break;
            case var type:
                throw Untranslatable.That($"Input of type {type}");
        }
    }

    private static void ReadMessage(JsonElement item, Conversation conversation)
    {
        var role = item.Text("role");
        foreach (var part in item.Text("content") is { } text ? [new TextPart(text)] : item.Items("content").Select(ReadPart))
        {
            if (role is "system" or "developer")
            {
                conversation.System.Add((part as TextPart ?? throw Untranslatable.That($"An image in a message of {role}")).Text);
            }
            else
            {
                conversation.Add(role is "assistant" || (role is "user" ? false : throw Untranslatable.That($"A message of role {role}")), part);
            }
        }
    }

    private static Part ReadPart(JsonElement part) => part.Text("type") switch
    {
        "input_text" or "output_text" => new TextPart(part.Text("text") ?? ""),
        "refusal" => new TextPart(part.Text("refusal") ?? ""),
        "input_image" => ImagePart.Of(part.Text("image_url") ?? throw Untranslatable.That("An image by its file's id")),
        var type => throw Untranslatable.That($"Content of type {type}"),
    };
}
