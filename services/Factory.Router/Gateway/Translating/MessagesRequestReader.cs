using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Reads requests of Messages.</summary>
internal static class MessagesRequestReader
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "model", "messages", "system", "tools", "tool_choice", "max_tokens", "temperature", "top_p", "stop_sequences", "stream",
        "metadata", "thinking", "service_tier", "context_management", "cache_control", "output_config",
    };

    public static Conversation Read(JsonElement request)
    {
        Untranslatable.RefuseOthers(request, Known);
        if (request.Find("output_config")?.Find("format") is not null)
        {
            throw Untranslatable.That("output_config.format");
        }

        var conversation = new Conversation { MaxTokens = request.Number("max_tokens"), Temperature = request.Find("temperature"), TopP = request.Find("top_p"), WantsUsage = true };
        conversation.Stop.AddRange(request.Items("stop_sequences").Select(text => text.GetString() ?? throw Untranslatable.Malformed("stop_sequences")));
        if (request.Text("system") is { } system)
        {
            conversation.System.Add(system);
        }

        conversation.System.AddRange(request.Items("system").Select(part => part.Text("text") ?? throw Untranslatable.Malformed("system")));
        foreach (var tool in request.Items("tools"))
        {
            if (tool.Text("type") is { } type && type != "custom")
            {
                throw Untranslatable.That($"A tool of type {type}");
            }

            conversation.Tools.Add(new ToolSpec(tool.Text("name") ?? throw Untranslatable.Malformed("tools"), tool.Text("description"), tool.Find("input_schema")));
        }

        ReadChoice(request, conversation);
        foreach (var message in request.Items("messages"))
        {
            ReadMessage(message, conversation);
        }

        return conversation;
    }

    private static void ReadChoice(JsonElement request, Conversation conversation)
    {
        if (request.Find("tool_choice") is not { } choice)
        {
            return;
        }

        conversation.Choice = choice.Text("type") switch { "any" => "required", "auto" => "auto", "none" => "none", "tool" => "tool", _ => throw Untranslatable.Malformed("tool_choice") };
        conversation.Tool = conversation.Choice == "tool" ? choice.Text("name") ?? throw Untranslatable.Malformed("tool_choice") : null;
        conversation.ParallelCalls = choice.IsTrue("disable_parallel_tool_use") ? false : null;
    }

    private static void ReadMessage(JsonElement message, Conversation conversation)
    {
        var isModel = message.Text("role") switch { "assistant" => true, "user" => false, var role => throw Untranslatable.That($"A message of role {role}") };
        if (message.Text("content") is { } text)
        {
            conversation.Add(isModel, new TextPart(text));
        }

        foreach (var part in message.Items("content"))
        {
            // What a model thought is for itself alone, and signed by its provider.
            if (part.Text("type") is not ("thinking" or "redacted_thinking"))
            {
                conversation.Add(isModel, ReadPart(part));
            }
        }
    }

    private static Part ReadPart(JsonElement part) => part.Text("type") switch
    {
        "text" => new TextPart(part.Text("text") ?? ""),
        "image" => ReadImage(part.Find("source") ?? throw Untranslatable.Malformed("An image")),
        "tool_use" => new CallPart(part.Text("id") ?? "", part.Text("name") ?? "", part.Find("input")?.GetRawText() ?? "{}"),
        "tool_result" => new ResultPart(part.Text("tool_use_id") ?? throw Untranslatable.Malformed("tool_result"), ResultText(part), part.IsTrue("is_error")),
        var type => throw Untranslatable.That($"Content of type {type}"),
    };

    private static ImagePart ReadImage(JsonElement source) => source.Text("type") switch
    {
        "base64" => new ImagePart(null, source.Text("media_type"), source.Text("data")),
        "url" => new ImagePart(source.Text("url"), null, null),
        var type => throw Untranslatable.That($"An image of type {type}"),
    };

    private static string ResultText(JsonElement part) =>
        part.Text("content") ?? string.Join("\n", part.Items("content").Select(item => item.Text("text") ?? throw Untranslatable.That($"Content of type {item.Text("type")} in a tool_result")));
}
