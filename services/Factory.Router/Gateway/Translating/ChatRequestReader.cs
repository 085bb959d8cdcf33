using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Reads requests of Chat Completions.</summary>
internal static class ChatRequestReader
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
}
