using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Writes requests of Chat Completions.</summary>
internal static class ChatRequestWriter
{
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
