using System.Buffers;
using System.Text;
using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.Router.Protocols;

namespace Factory.Router.Anthropic;

/// <summary>Requests of Anthropic's Messages. The rules are the system prompt; consecutive messages of one speaker are one turn to the provider.</summary>
internal sealed class MessagesWriter : IRequestWriter
{
    /// <summary>Texts must not be empty.</summary>
    private const string Nothing = "(nothing)";

    public WireFormat Format => WireFormat.Messages;

    public ReadOnlyMemory<byte> AfterRules { get; } = "],\"messages\":["u8.ToArray();

    public ReadOnlyMemory<byte> Tail { get; } = "]}"u8.ToArray();

    public byte[] Head(RequestHead head)
    {
        var bytes = new ArrayBufferWriter<byte>(head.Tools.Length + 256);
        bytes.Write("{\"model\":"u8);
        bytes.Write(JsonSerializer.SerializeToUtf8Bytes(head.Model));
        bytes.Write(Encoding.UTF8.GetBytes($",\"max_tokens\":{WireJson.FixedWidth(head.MaxOutputTokens)}"));
        if (head.Streams)
            bytes.Write(",\"stream\":true"u8);
        if (head.Effort is { } effort)
            bytes.Write(Encoding.UTF8.GetBytes($",\"output_config\":{{\"effort\":{JsonSerializer.Serialize(effort)}}}"));
        else if (head.Schema.Length > 0)
            bytes.Write([.. ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":"u8, .. head.Schema.Span, .. "}}"u8]);
        if (head.Tools.Length > 2)
        {
            bytes.Write(",\"tools\":"u8);
            bytes.Write(head.Tools.Span);
        }

        bytes.Write(",\"system\":["u8);
        return bytes.WrittenSpan.ToArray();
    }

    public byte[] Tools(IEnumerable<ToolDefinition> tools) => JsonSerializer.SerializeToUtf8Bytes(
        tools.Select(tool => new { name = tool.Name, description = tool.Description, input_schema = tool.Parameters }));

    public byte[] Words(Speaker by, string text) => by == Speaker.Rules
        ? WireJson.Items(json => WriteText(json, text))
        : WireJson.Items(json => WriteMessage(json, by == Speaker.Assistant ? "assistant" : "user", () => WriteText(json, text)));

    public byte[] Turn(Answer answer, IReadOnlyList<ToolResult> results) => WireJson.Items(json =>
    {
        WriteMessage(json, "assistant", () =>
        {
            if (!string.IsNullOrWhiteSpace(answer.Text) || answer.Calls.Count == 0)
                WriteText(json, answer.Text);
            foreach (var call in answer.Calls)
                WriteCall(json, call);
        });
        WriteMessage(json, "user", () =>
        {
            foreach (var result in WireJson.Matching(answer, results))
                WriteResult(json, result);
            foreach (var text in WireJson.Beside(answer, results))
                WriteText(json, text);
        });
    });

    public byte[] RulesWith(byte[] rules, string more) => WireJson.Spliced(rules, "\"}".Length, WireJson.Inside($"\n\n{more}"));

    /// <summary>Marks the last block of a part: the rules end with a block, others with a block, its list and its message.</summary>
    public ReadOnlyMemory<byte> Marked(byte[] part) =>
        WireJson.Spliced(part, part.AsSpan().EndsWith("}]}"u8) ? "}]}".Length : "}".Length, ",\"cache_control\":{\"type\":\"ephemeral\"}"u8);

    private static void WriteMessage(Utf8JsonWriter json, string role, Action blocks)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteStartArray("content");
        blocks();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", string.IsNullOrWhiteSpace(text) ? Nothing : text);
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.WriteString("id", call.Id);
        json.WriteString("name", WireJson.Name(call.Tool));
        json.WritePropertyName("input");
        json.WriteRawValue(WireJson.Readable(call.Arguments), skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, ToolResult result)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_result");
        json.WriteString("tool_use_id", result.CallId);
        if (result.IsError)
            json.WriteBoolean("is_error", true);
        json.WriteString("content", result.Text);
        json.WriteEndObject();
    }
}
