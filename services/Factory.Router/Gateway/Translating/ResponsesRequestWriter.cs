using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Writes requests of Responses.</summary>
internal static class ResponsesRequestWriter
{
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
