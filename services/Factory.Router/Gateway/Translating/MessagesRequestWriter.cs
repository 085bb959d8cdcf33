using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Writes requests of Messages.</summary>
internal static class MessagesRequestWriter
{
    private static readonly JsonElement EmptySchema = JsonElement.Parse("""{"type":"object","properties":{}}""");

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
}
