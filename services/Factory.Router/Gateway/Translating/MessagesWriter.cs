using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Writes answers of Messages.</summary>
internal sealed class MessagesWriter(string model, DateTimeOffset now, bool stream) : AnswerWriter(model, now)
{
    private int blocks;
    private bool isOpen;
    private bool isText;

    protected override void OnBegin()
    {
        if (stream)
        {
            Typed("message_start", json =>
            {
                json.WriteStartObject("message");
                Head(json);
                json.WriteStartArray("content");
                json.WriteEndArray();
                json.WriteNull("stop_reason");
                json.WriteNull("stop_sequence");
                WriteUsage(json);
                json.WriteEndObject();
            });
        }
    }

    protected override void OnText(string text)
    {
        if (!stream)
        {
            return;
        }

        if (!isOpen || !isText)
        {
            Open(isTextBlock: true, block =>
            {
                block.WriteString("type", "text");
                block.WriteString("text", "");
            });
        }

        Delta(blocks - 1, "text_delta", "text", text);
    }

    protected override void OnCall(WrittenCall call)
    {
        if (stream)
        {
            Open(isTextBlock: false, block =>
            {
                block.WriteString("type", "tool_use");
                block.WriteString("id", call.Id);
                block.WriteString("name", call.Name);
                block.WriteStartObject("input");
                block.WriteEndObject();
            });
        }
    }

    protected override void OnArguments(WrittenCall call, string arguments)
    {
        if (stream)
        {
            // Calls are the last blocks: after what was said come all of them.
            Delta(blocks - Calls.Count + call.Number, "input_json_delta", "partial_json", arguments);
        }
    }

    protected override void OnFailure(string message)
    {
        if (stream)
        {
            Typed("error", json =>
            {
                json.WriteStartObject("error");
                json.WriteString("type", "api_error");
                json.WriteString("message", message);
                json.WriteEndObject();
            });
        }
    }

    protected override void OnEnd()
    {
        if (!stream)
        {
            Whole(WriteWhole);
            return;
        }

        Close();
        Typed("message_delta", json =>
        {
            json.WriteStartObject("delta");
            json.WriteString("stop_reason", Reason);
            json.WriteNull("stop_sequence");
            json.WriteEndObject();
            WriteUsage(json);
        });
        Typed("message_stop", _ => { });
    }

    private string Reason => Stop switch
    {
        StopReason.Length => "max_tokens",
        StopReason.Calls => "tool_use",
        StopReason.Refused => "refusal",
        _ => "end_turn",
    };

    private void Open(bool isTextBlock, Action<Utf8JsonWriter> block)
    {
        Close();
        Typed("content_block_start", json =>
        {
            json.WriteNumber("index", blocks);
            json.WriteStartObject("content_block");
            block(json);
            json.WriteEndObject();
        });
        (isOpen, isText) = (true, isTextBlock);
        blocks++;
    }

    private void Close()
    {
        if (isOpen)
        {
            isOpen = false;
            Typed("content_block_stop", json => json.WriteNumber("index", blocks - 1));
        }
    }

    private void Delta(int index, string type, string name, string text) => Typed("content_block_delta", json =>
    {
        json.WriteNumber("index", index);
        json.WriteStartObject("delta");
        json.WriteString("type", type);
        json.WriteString(name, text);
        json.WriteEndObject();
    });

    private void Typed(string type, Action<Utf8JsonWriter> content) => Event(type, json =>
    {
        json.WriteString("type", type);
        content(json);
    });

    private void Head(Utf8JsonWriter json)
    {
        json.WriteString("id", $"msg_{Id}");
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", Model);
    }

    private void WriteWhole(Utf8JsonWriter json)
    {
        Head(json);
        json.WriteStartArray("content");
        if (Text.Length > 0 || Calls.Count == 0)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", Text.ToString());
            json.WriteEndObject();
        }

        foreach (var call in Calls)
        {
            json.WriteStartObject();
            json.WriteString("type", "tool_use");
            json.WriteString("id", call.Id);
            json.WriteString("name", call.Name);
            json.WritePropertyName("input");
            MessagesRequestWriter.WriteArguments(json, call.Arguments.Length == 0 ? "{}" : call.Arguments.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("stop_reason", Reason);
        json.WriteNull("stop_sequence");
        WriteUsage(json);
    }

    private void WriteUsage(Utf8JsonWriter json)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", InputTokens - CachedTokens);
        json.WriteNumber("cache_read_input_tokens", CachedTokens);
        json.WriteNumber("cache_creation_input_tokens", 0);
        json.WriteNumber("output_tokens", OutputTokens);
        json.WriteEndObject();
    }
}
