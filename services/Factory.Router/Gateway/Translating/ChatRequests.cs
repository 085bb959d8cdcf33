using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Requests of Chat Completions.</summary>
internal static class ChatRequests
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "model", "messages", "tools", "tool_choice", "parallel_tool_calls", "max_tokens", "max_completion_tokens", "temperature", "top_p", "stop", "stream", "stream_options", "reasoning_effort", "n",
        "user", "metadata", "store", "seed", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "service_tier", "verbosity",
    };

    public static Conversation Read(JsonElement request)
    {
        Untranslatable.RefuseOthers(request, Known);
        if (request.Number("n") is > 1)
        {
            throw Untranslatable.That("n above 1");
        }

        var conversation = new Conversation
        {
            MaxTokens = request.Number("max_completion_tokens") ?? request.Number("max_tokens"), Temperature = request.Find("temperature"), TopP = request.Find("top_p"), Effort = request.Text("reasoning_effort"),
            WantsUsage = request.Find("stream_options")?.IsTrue("include_usage") ?? false, ParallelCalls = request.Find("parallel_tool_calls")?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null },
        };
        ReadStop(request, conversation);
        foreach (var tool in request.Items("tools"))
        {
            var function = tool.Find("function") ?? throw Untranslatable.That($"A tool of type {tool.Text("type")}");
            conversation.Tools.Add(new ToolSpec(function.Text("name") ?? throw Untranslatable.Malformed("tools"), function.Text("description"), function.Find("parameters")));
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
        json.WriteStartArray("messages");
        if (conversation.System.Count > 0)
        {
            Message(json, "system", string.Join("\n\n", conversation.System));
        }

        foreach (var turn in conversation.Turns)
        {
            WriteTurn(json, turn);
        }

        json.WriteEndArray();
        WriteTools(json, conversation);
        json.WriteNumber("max_completion_tokens", conversation.MaxTokens ?? mostTokens);
        json.Write("temperature", conversation.Temperature);
        json.Write("top_p", conversation.TopP);
        if (conversation.Stop.Count > 0)
        {
            json.WriteStartArray("stop");
            conversation.Stop.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        if (conversation.Effort is { } effort)
        {
            json.WriteString("reasoning_effort", effort);
        }

        if (stream)
        {
            json.WriteBoolean("stream", true);
            json.WriteStartObject("stream_options");
            json.WriteBoolean("include_usage", true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void ReadStop(JsonElement request, Conversation conversation)
    {
        if (request.Text("stop") is { } one)
        {
            conversation.Stop.Add(one);
        }

        conversation.Stop.AddRange(request.Items("stop").Select(text => text.GetString() ?? throw Untranslatable.Malformed("stop")));
    }

    private static void ReadChoice(JsonElement request, Conversation conversation)
    {
        conversation.Choice = request.Text("tool_choice");
        if (request.Find("tool_choice") is { ValueKind: JsonValueKind.Object } named)
        {
            (conversation.Choice, conversation.Tool) = ("tool", named.Find("function")?.Text("name") ?? throw Untranslatable.That("This tool_choice"));
        }
    }

    private static void ReadMessage(JsonElement message, Conversation conversation)
    {
        switch (message.Text("role"))
        {
            case "system" or "developer":
                conversation.System.Add(TextOf(message));
                break;
            case "tool":
                conversation.Add(isModel: false, new ResultPart(message.Text("tool_call_id") ?? throw Untranslatable.Malformed("A tool's message"), TextOf(message), IsError: false));
                break;
            case "assistant":
                if (TextOf(message) is { Length: > 0 } said)
                {
                    conversation.Add(isModel: true, new TextPart(said));
                }

                foreach (var call in message.Items("tool_calls"))
                {
                    var function = call.Find("function") ?? throw Untranslatable.That("A call that is of no function");
                    conversation.Add(isModel: true, new CallPart(call.Text("id") ?? "", function.Text("name") ?? "", function.Text("arguments") is { Length: > 0 } arguments ? arguments : "{}"));
                }

                break;
            case "user":
                ReadUser(message, conversation);
                break;
            case var role:
                throw Untranslatable.That($"A message of role {role}");
        }
    }

    private static void ReadUser(JsonElement message, Conversation conversation)
    {
        if (message.Text("content") is { } text)
        {
            conversation.Add(isModel: false, new TextPart(text));
        }

        foreach (var part in message.Items("content"))
        {
            conversation.Add(isModel: false, part.Text("type") switch
            {
                "text" => new TextPart(part.Text("text") ?? ""),
                "image_url" => ImagePart.Of(part.Find("image_url")?.Text("url") ?? throw Untranslatable.Malformed("image_url")),
                var type => throw Untranslatable.That($"Content of type {type}"),
            });
        }
    }

    private static string TextOf(JsonElement message) =>
        message.Text("content") ?? string.Concat(message.Items("content").Select(part => part.Text("text") ?? throw Untranslatable.That($"Content of type {part.Text("type")} in a message of {message.Text("role")}")));

    private static void WriteTurn(Utf8JsonWriter json, Turn turn)
    {
        foreach (var result in turn.Parts.OfType<ResultPart>())
        {
            json.WriteStartObject();
            json.WriteString("role", "tool");
            json.WriteString("tool_call_id", result.CallId);
            json.WriteString("content", result.Text);
            json.WriteEndObject();
        }

        var calls = turn.Parts.OfType<CallPart>().ToList();
        var others = turn.Parts.Where(part => part is TextPart or ImagePart).ToList();
        if (calls.Count == 0 && others.Count == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("role", turn.IsModel ? "assistant" : "user");
        WriteContent(json, others);
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            calls.ForEach(call => WriteCall(json, call));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, List<Part> parts)
    {
        if (parts.Count == 0)
        {
            json.WriteNull("content");
            return;
        }

        if (parts.TrueForAll(part => part is TextPart))
        {
            json.WriteString("content", string.Join("\n", parts.OfType<TextPart>().Select(part => part.Text)));
            return;
        }

        json.WriteStartArray("content");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            if (part is ImagePart image)
            {
                json.WriteString("type", "image_url");
                json.WriteStartObject("image_url");
                json.WriteString("url", image.AsUrl);
                json.WriteEndObject();
            }
            else
            {
                json.WriteString("type", "text");
                json.WriteString("text", ((TextPart)part).Text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCall(Utf8JsonWriter json, CallPart call)
    {
        json.WriteStartObject();
        json.WriteString("id", call.Id);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WriteString("arguments", call.Arguments);
        json.WriteEndObject();
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
            json.WriteStartObject("function");
            json.WriteString("name", tool.Name);
            if (tool.Description is { } description)
            {
                json.WriteString("description", description);
            }

            json.Write("parameters", tool.Schema);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (conversation.Tool is { } name)
        {
            json.WriteStartObject("tool_choice");
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", name);
            json.WriteEndObject();
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

    private static void Message(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", text);
        json.WriteEndObject();
    }
}
