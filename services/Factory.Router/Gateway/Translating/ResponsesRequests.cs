using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Requests of Responses.</summary>
internal static class ResponsesRequests
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

    public static void Write(Utf8JsonWriter json, Conversation conversation, string model, bool stream, long mostTokens)
    {
        if (conversation.Stop.Count > 0)
        {
            throw Untranslatable.That("stop");
        }

        json.WriteStartObject();
        json.WriteString("model", model);
        json.WriteBoolean("store", false);
        if (conversation.System.Count > 0)
        {
            json.WriteString("instructions", string.Join("\n\n", conversation.System));
        }

        json.WriteStartArray("input");
        foreach (var turn in conversation.Turns)
        {
            WriteTurn(json, turn);
        }

        json.WriteEndArray();
        WriteTools(json, conversation);
        json.WriteNumber("max_output_tokens", conversation.MaxTokens ?? mostTokens);
        json.Write("temperature", conversation.Temperature);
        json.Write("top_p", conversation.TopP);
        if (conversation.Effort is { } effort)
        {
            json.WriteStartObject("reasoning");
            json.WriteString("effort", effort);
            json.WriteEndObject();
        }

        if (stream)
        {
            json.WriteBoolean("stream", true);
        }

        json.WriteEndObject();
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

    private static void WriteTurn(Utf8JsonWriter json, Turn turn)
    {
        foreach (var result in turn.Parts.OfType<ResultPart>())
        {
            json.WriteStartObject();
            json.WriteString("type", "function_call_output");
            json.WriteString("call_id", result.CallId);
            json.WriteString("output", result.Text);
            json.WriteEndObject();
        }

        var said = turn.Parts.Where(part => part is TextPart or ImagePart).ToList();
        if (said.Count > 0)
        {
            json.WriteStartObject();
            json.WriteString("type", "message");
            json.WriteString("role", turn.IsModel ? "assistant" : "user");
            json.WriteStartArray("content");
            said.ForEach(part => WritePart(json, part, turn.IsModel));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        foreach (var call in turn.Parts.OfType<CallPart>())
        {
            json.WriteStartObject();
            json.WriteString("type", "function_call");
            json.WriteString("call_id", call.Id);
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments);
            json.WriteEndObject();
        }
    }

    private static void WritePart(Utf8JsonWriter json, Part part, bool isModel)
    {
        json.WriteStartObject();
        if (part is ImagePart image)
        {
            json.WriteString("type", "input_image");
            json.WriteString("image_url", image.AsUrl);
        }
        else
        {
            json.WriteString("type", isModel ? "output_text" : "input_text");
            json.WriteString("text", ((TextPart)part).Text);
        }

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
            json.WriteString("type", "function");
            json.WriteString("name", tool.Name);
            if (tool.Description is { } description)
            {
                json.WriteString("description", description);
            }

            json.Write("parameters", tool.Schema);
            json.WriteBoolean("strict", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (conversation.Tool is { } name)
        {
            json.WriteStartObject("tool_choice");
            json.WriteString("type", "function");
            json.WriteString("name", name);
            json.WriteEndObject();
        }
        else if (conversation.Choice is { } choice)
        {
            json.WriteString("tool_choice", choice);
        }

        if (conversation.ParallelCalls is { } parallel)
        {
            json.WriteBoolean("parallel_tool_calls", parallel);
        }
    }
}
