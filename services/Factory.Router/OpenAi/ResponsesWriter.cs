using System.Buffers;
using System.Text;
using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.Router.Protocols;

namespace Factory.Router.OpenAi;

/// <summary>Requests of OpenAI's Responses. Nothing is stored at the provider: history is ours.</summary>
internal sealed class ResponsesWriter : IRequestWriter
{
    public WireFormat Format => WireFormat.Responses;

    public ReadOnlyMemory<byte> AfterRules { get; } = ","u8.ToArray();

    public ReadOnlyMemory<byte> Tail { get; } = "]}"u8.ToArray();

    public byte[] Head(RequestHead head)
    {
        var bytes = new ArrayBufferWriter<byte>(head.Tools.Length + 384);
        bytes.Write("{\"model\":"u8);
        bytes.Write(JsonSerializer.SerializeToUtf8Bytes(head.Model));
        bytes.Write(Encoding.UTF8.GetBytes($",\"max_output_tokens\":{WireJson.FixedWidth(head.MaxOutputTokens)},\"store\":false,\"prompt_cache_key\":\"{head.CacheKey:N}\""));
        if (head.Streams)
            bytes.Write(",\"stream\":true"u8);
        if (head.Effort is { } effort)
            bytes.Write(Encoding.UTF8.GetBytes($",\"reasoning\":{{\"effort\":{JsonSerializer.Serialize(effort)}}}"));
        if (head.Schema.Length > 0)
            bytes.Write([.. ",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"answer\",\"strict\":true,\"schema\":"u8, .. head.Schema.Span, .. "}}"u8]);
        if (head.Tools.Length > 2)
        {
            bytes.Write(",\"tools\":"u8);
            bytes.Write(head.Tools.Span);
        }

        bytes.Write(",\"input\":["u8);
        return bytes.WrittenSpan.ToArray();
    }

    public byte[] Tools(IEnumerable<ToolDefinition> tools) => JsonSerializer.SerializeToUtf8Bytes(
        tools.Select(tool => new { type = "function", name = tool.Name, description = tool.Description, parameters = tool.Parameters, strict = false }));

    public byte[] Words(Speaker by, string text) => WireJson.Items(json => WriteText(json, Role(by), text));

    public byte[] Turn(Answer answer, IReadOnlyList<ToolResult> results) => WireJson.Items(json =>
    {
        if (answer.Text.Length > 0 || answer.Calls.Count == 0)
            WriteText(json, "assistant", answer.Text);
        foreach (var call in answer.Calls)
            WriteCall(json, call);
        foreach (var result in WireJson.Matching(answer, results))
            WriteResult(json, result);
        foreach (var text in WireJson.Beside(answer, results))
            WriteText(json, "user", text);
    });

    public byte[] RulesWith(byte[] rules, string more) => WireJson.Spliced(rules, "\"}".Length, WireJson.Inside($"\n\n{more}"));

    /// <summary>The provider caches by itself.</summary>
    public ReadOnlyMemory<byte> Marked(byte[] part) => part;

    private static string Role(Speaker by) => by switch
    {
        Speaker.Rules => "developer",
        Speaker.Assistant => "assistant",
        _ => "user",
    };

    private static void WriteText(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("role", role);
        json.WriteString("content", text);
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.WriteString("type", "function_call");
        json.WriteString("call_id", call.Id);
        json.WriteString("name", WireJson.Name(call.Tool));
        json.WriteString("arguments", WireJson.Readable(call.Arguments));
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, ToolResult result)
    {
        json.WriteStartObject();
        json.WriteString("type", "function_call_output");
        json.WriteString("call_id", result.CallId);
        json.WriteString("output", result.Text);
        json.WriteEndObject();
    }
}
