using System.Buffers;
using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Writes answers of Chat Completions.</summary>
internal sealed class ChatWriter(string model, DateTimeOffset now, bool stream, bool wantsUsage) : AnswerWriter(model, now)
{
    protected override void OnBegin()
    {
        if (stream)
        {
            Chunk(delta =>
            {
                delta.WriteString("role", "assistant");
                delta.WriteString("content", "");
            });
        }
    }

    protected override void OnText(string text)
    {
        if (stream)
        {
            Chunk(delta => delta.WriteString("content", text));
        }
    }

    protected override void OnCall(WrittenCall call)
    {
        if (stream)
        {
            Chunk(delta => WriteCalls(delta, call, () =>
            {
                delta.WriteString("id", call.Id);
                delta.WriteString("type", "function");
            }, call.Name, ""));
        }
    }

    protected override void OnArguments(WrittenCall call, string arguments)
    {
        if (stream)
        {
            Chunk(delta => WriteCalls(delta, call, null, null, arguments));
        }
    }

    protected override void OnFailure(string message)
    {
        if (stream)
        {
            Event(null, json =>
            {
                json.WriteStartObject("error");
                json.WriteString("message", message);
                json.WriteString("type", "server_error");
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

        Chunk(_ => { }, Reason);
        if (wantsUsage)
        {
            Event(null, json =>
            {
                Head(json, "chat.completion.chunk");
                json.WriteStartArray("choices");
                json.WriteEndArray();
                WriteUsage(json);
            });
        }

        Output.Write("data: [DONE]\n\n"u8);
    }

    private string Reason => Stop switch
    {
        StopReason.Length => "length",
        StopReason.Calls => "tool_calls",
        StopReason.Refused => "content_filter",
        _ => "stop",
    };

    private void Chunk(Action<Utf8JsonWriter> delta, string? reason = null) => Event(null, json =>
    {
        Head(json, "chat.completion.chunk");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("delta");
        delta(json);
        json.WriteEndObject();
        json.WriteString("finish_reason", reason);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void WriteCalls(Utf8JsonWriter json, WrittenCall call, Action? head, string? name, string arguments)
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", call.Number);
        head?.Invoke();
        json.WriteStartObject("function");
        if (name is not null)
        {
            json.WriteString("name", name);
        }

        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void Head(Utf8JsonWriter json, string type)
    {
        json.WriteString("id", $"chatcmpl-{Id}");
        json.WriteString("object", type);
        json.WriteNumber("created", Created);
        json.WriteString("model", Model);
    }

    private void WriteWhole(Utf8JsonWriter json)
    {
        Head(json, "chat.completion");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", Text.Length > 0 || Calls.Count == 0 ? Text.ToString() : null);
        json.WriteNull("refusal");
        if (Calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in Calls)
            {
                json.WriteStartObject();
                json.WriteString("id", call.Id);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", call.Name);
                json.WriteString("arguments", call.Arguments.ToString());
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteString("finish_reason", Reason);
        json.WriteEndObject();
        json.WriteEndArray();
        WriteUsage(json);
    }

    private void WriteUsage(Utf8JsonWriter json)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", InputTokens);
        json.WriteNumber("completion_tokens", OutputTokens);
        json.WriteNumber("total_tokens", InputTokens + OutputTokens);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", CachedTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
