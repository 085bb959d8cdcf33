using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Requests of Messages.</summary>
internal static class MessagesRequests
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

    public static void Write(Utf8JsonWriter json, Conversation conversation, string model, bool stream, long mostTokens)
    {
        json.WriteStartObject();
        json.WriteString("model", model);
        json.WriteNumber("max_tokens", conversation.MaxTokens ?? mostTokens);
        if (conversation.System.Count > 0)
        {
            json.WriteString("system", string.Join("\n\n", conversation.System));
        }

        json.WriteStartArray("messages");
        foreach (var turn in conversation.Turns)
        {
            json.WriteStartObject();
            json.WriteString("role", turn.IsModel ? "assistant" : "user");
            json.WriteStartArray("content");
            foreach (var part in turn.Parts.OrderBy(part => part is ResultPart ? 0 : 1))
            {
                WritePart(json, part);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTools(json, conversation);
        json.Write("temperature", conversation.Temperature);
        json.Write("top_p", conversation.TopP);
        if (conversation.Stop.Count > 0)
        {
            json.WriteStartArray("stop_sequences");
            conversation.Stop.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        if (stream)
        {
            json.WriteBoolean("stream", true);
        }

        json.WriteEndObject();
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

    private static void WritePart(Utf8JsonWriter json, Part part)
    {
        json.WriteStartObject();
        switch (part)
        {
            case TextPart text:
                json.WriteString("type", "text");
                json.WriteString("text", text.Text);
                break;
            case ImagePart image:
                WriteImage(json, image);
                break;
            case CallPart call:
                json.WriteString("type", "tool_use");
                json.WriteString("id", call.Id);
                json.WriteString("name", call.Name);
                json.WritePropertyName("input");
                WriteArguments(json, call.Arguments);
                break;
            case ResultPart result:
                json.WriteString("type", "tool_result");
                json.WriteString("tool_use_id", result.CallId);
                json.WriteString("content", result.Text);
                if (result.IsError)
                {
                    json.WriteBoolean("is_error", true);
                }

                break;
        }

        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, ImagePart image)
    {
        json.WriteString("type", "image");
        json.WriteStartObject("source");
        json.WriteString("type", image.Url is null ? "base64" : "url");
        if (image.Url is { } url)
        {
            json.WriteString("url", url);
        }
        else
        {
            json.WriteString("media_type", image.MediaType);
            json.WriteString("data", image.Data);
        }

        json.WriteEndObject();
    }

    /// <summary>Messages has arguments as an object, others as a text that need not be JSON.</summary>
    internal static void WriteArguments(Utf8JsonWriter json, string arguments)
    {
        try
        {
            using var parsed = JsonDocument.Parse(arguments);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object)
            {
                parsed.RootElement.WriteTo(json);
                return;
            }
        }
        catch (JsonException)
        {
            // A model wrote it: it is shown to the next as what it was.
        }

        json.WriteStartObject();
        json.WriteString("arguments", arguments);
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, Conversation conversation)
    {
        if (conversation.Tools.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tools");
        foreach (var tool in conversation.Tools)
        {
            json.WriteStartObject();
            json.WriteString("name", tool.Name);
            if (tool.Description is { } description)
            {
                json.WriteString("description", description);
            }

            json.WritePropertyName("input_schema");
            (tool.Schema ?? EmptySchema).WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (conversation.Choice is not null || conversation.ParallelCalls == false)
        {
            json.WriteStartObject("tool_choice");
            json.WriteString("type", conversation.Choice switch { "required" => "any", null => "auto", var choice => choice });
            if (conversation.Tool is { } name)
            {
                json.WriteString("name", name);
            }

            if (conversation is { ParallelCalls: false, Choice: not "none" })
            {
                json.WriteBoolean("disable_parallel_tool_use", true);
            }

            json.WriteEndObject();
        }
    }

    private static readonly JsonElement EmptySchema = JsonElement.Parse("""{"type":"object","properties":{}}""");
}
