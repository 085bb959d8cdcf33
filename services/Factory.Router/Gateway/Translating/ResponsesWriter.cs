using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Writes answers of Responses: what was said is its first item, calls follow.</summary>
internal sealed class ResponsesWriter(string model, DateTimeOffset now, bool stream) : AnswerWriter(model, now)
{
    private int sequence;
    private WrittenCall? openCall;
    private bool isTextOpen;

    /// <summary>Where what was said lies among the items, in case it came after calls; -1 before it came.</summary>
    private int textAt = -1;
    private int items;
    private readonly List<int> callAt = [];

    protected override void OnBegin()
    {
        if (stream)
        {
            WithResponse("response.created", "in_progress");
            WithResponse("response.in_progress", "in_progress");
        }
    }

    protected override void OnText(string text)
    {
        if (textAt < 0)
        {
            textAt = items++;
            OpenText();
        }

        if (stream)
        {
            Typed("response.output_text.delta", json =>
            {
                TextPlace(json);
                json.WriteString("delta", text);
                EmptyArray(json, "logprobs");
            });
        }
    }

    protected override void OnCall(WrittenCall call)
    {
        CloseCall();
        callAt.Add(items++);
        openCall = call;
        if (stream)
        {
            Item("response.output_item.added", callAt[call.Number], json => WriteCall(json, call, "in_progress"));
        }
    }

    protected override void OnArguments(WrittenCall call, string arguments)
    {
        if (stream)
        {
            Typed("response.function_call_arguments.delta", json =>
            {
                json.WriteString("item_id", CallId(call));
                json.WriteNumber("output_index", callAt[call.Number]);
                json.WriteString("delta", arguments);
            });
        }
    }

    protected override void OnFailure(string message)
    {
        if (stream)
        {
            Typed("error", json =>
            {
                json.WriteString("code", "server_error");
                json.WriteString("message", message);
                json.WriteNull("param");
            });
        }
    }

    protected override void OnEnd()
    {
        if (!stream)
        {
            Whole(json => WriteResponse(json, Status));
            return;
        }

        CloseText();
        CloseCall();
        WithResponse(Status == "completed" ? "response.completed" : "response.incomplete", Status);
    }

    private string Status => Stop is StopReason.Length or StopReason.Refused ? "incomplete" : "completed";

    private string TextId => $"msg_{Id}";

    private string CallId(WrittenCall call) => $"fc_{Id}{call.Number}";

    private void OpenText()
    {
        isTextOpen = true;
        if (!stream)
        {
            return;
        }

        Item("response.output_item.added", textAt, json => WriteText(json, "in_progress", withContent: false));
        Typed("response.content_part.added", json =>
        {
            TextPlace(json);
            json.WriteStartObject("part");
            WritePart(json, "");
            json.WriteEndObject();
        });
    }

    private void CloseText()
    {
        if (!isTextOpen)
        {
            return;
        }

        isTextOpen = false;
        Typed("response.output_text.done", json =>
        {
            TextPlace(json);
            json.WriteString("text", Text.ToString());
            EmptyArray(json, "logprobs");
        });
        Typed("response.content_part.done", json =>
        {
            TextPlace(json);
            json.WriteStartObject("part");
            WritePart(json, Text.ToString());
            json.WriteEndObject();
        });
        Item("response.output_item.done", textAt, json => WriteText(json, "completed", withContent: true));
    }

    private void CloseCall()
    {
        if (openCall is not { } call)
        {
            return;
        }

        openCall = null;
        if (!stream)
        {
            return;
        }

        Typed("response.function_call_arguments.done", json =>
        {
            json.WriteString("item_id", CallId(call));
            json.WriteNumber("output_index", callAt[call.Number]);
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments.ToString());
        });
        Item("response.output_item.done", callAt[call.Number], json => WriteCall(json, call, "completed"));
    }

    private void TextPlace(Utf8JsonWriter json)
    {
        json.WriteString("item_id", TextId);
        json.WriteNumber("output_index", textAt);
        json.WriteNumber("content_index", 0);
    }

    private void Item(string type, int index, Action<Utf8JsonWriter> item) => Typed(type, json =>
    {
        json.WriteNumber("output_index", index);
        json.WriteStartObject("item");
        item(json);
        json.WriteEndObject();
    });

    private void WithResponse(string type, string status) => Typed(type, json =>
    {
        json.WriteStartObject("response");
        WriteResponse(json, status);
        json.WriteEndObject();
    });

    private void Typed(string type, Action<Utf8JsonWriter> content) => Event(type, json =>
    {
        json.WriteString("type", type);
        json.WriteNumber("sequence_number", sequence++);
        content(json);
    });

    private void WriteResponse(Utf8JsonWriter json, string status)
    {
        json.WriteString("id", $"resp_{Id}");
        json.WriteString("object", "response");
        json.WriteNumber("created_at", Created);
        json.WriteString("status", status);
        json.WriteNull("error");
        if (Stop is StopReason.Length or StopReason.Refused)
        {
            json.WriteStartObject("incomplete_details");
            json.WriteString("reason", Stop == StopReason.Length ? "max_output_tokens" : "content_filter");
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("incomplete_details");
        }

        json.WriteString("model", Model);
        json.WriteStartArray("output");
        if (status != "in_progress")
        {
            WriteItems(json);
        }

        json.WriteEndArray();
        json.WriteBoolean("parallel_tool_calls", true);
        json.WriteString("tool_choice", "auto");
        EmptyArray(json, "tools");
        if (status != "in_progress")
        {
            WriteUsage(json);
        }
    }

    private void WriteItems(Utf8JsonWriter json)
    {
        for (var index = 0; index < items; index++)
        {
            json.WriteStartObject();
            if (index == textAt)
            {
                WriteText(json, "completed", withContent: true);
            }
            else
            {
                WriteCall(json, Calls[callAt.IndexOf(index)], "completed");
            }

            json.WriteEndObject();
        }
    }

    private void WriteText(Utf8JsonWriter json, string status, bool withContent)
    {
        json.WriteString("id", TextId);
        json.WriteString("type", "message");
        json.WriteString("status", status);
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        if (withContent)
        {
            json.WriteStartObject();
            WritePart(json, Text.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, string text)
    {
        json.WriteString("type", "output_text");
        json.WriteString("text", text);
        EmptyArray(json, "annotations");
        EmptyArray(json, "logprobs");
    }

    private void WriteCall(Utf8JsonWriter json, WrittenCall call, string status)
    {
        json.WriteString("id", CallId(call));
        json.WriteString("type", "function_call");
        json.WriteString("status", status);
        json.WriteString("call_id", call.Id);
        json.WriteString("name", call.Name);
        json.WriteString("arguments", status == "in_progress" ? "" : call.Arguments.ToString());
    }

    private void WriteUsage(Utf8JsonWriter json)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", InputTokens);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", CachedTokens);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", OutputTokens);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", 0);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", InputTokens + OutputTokens);
        json.WriteEndObject();
    }

    private static void EmptyArray(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
