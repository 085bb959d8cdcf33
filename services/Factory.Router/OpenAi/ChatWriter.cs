using System.Buffers;
using System.Text;
using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.Router.Casting;
using Factory.Router.Protocols;

namespace Factory.Router.OpenAi;

/// <summary>Requests of Chat Completions, as the provider takes them.</summary>
internal sealed class ChatWriter(Provider provider) : IRequestWriter
{
    public WireFormat Format => WireFormat.ChatCompletions;

    public ReadOnlyMemory<byte> AfterRules { get; } = ","u8.ToArray();

    public ReadOnlyMemory<byte> Tail { get; } = "]}"u8.ToArray();

    /// <summary>OpenAI refuses the old key for the length of an answer, and what is only compatible may know no other; nor does it take keys it does not know.</summary>
    private bool IsOpenAi => provider is Provider.OpenAi or Provider.AzureOpenAi;

    public byte[] Head(RequestHead head)
    {
        var bytes = new ArrayBufferWriter<byte>(head.Tools.Length + 384);
        bytes.Write("{\"model\":"u8);
        bytes.Write(JsonSerializer.SerializeToUtf8Bytes(head.Model));
        bytes.Write(Encoding.UTF8.GetBytes($",\"{(IsOpenAi ? "max_completion_tokens" : "max_tokens")}\":{WireJson.FixedWidth(head.MaxOutputTokens)}"));
        if (head.Streams)
            bytes.Write(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"u8);
        if (head.Effort is { } effort)
            bytes.Write(Encoding.UTF8.GetBytes($",\"reasoning_effort\":{JsonSerializer.Serialize(effort)}"));

        if (IsOpenAi)
            bytes.Write(Encoding.UTF8.GetBytes($",\"prompt_cache_key\":\"{head.CacheKey:N}\""));
        if (head.Schema.Length > 0)
            bytes.Write([.. ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"strict\":true,\"schema\":"u8, .. head.Schema.Span, .. "}}"u8]);
        if (head.Tools.Length > 2)
        {
            bytes.Write(",\"tools\":"u8);
            bytes.Write(head.Tools.Span);
        }

        bytes.Write(",\"messages\":["u8);
        return bytes.WrittenSpan.ToArray();
    }

    public byte[] Tools(IEnumerable<ToolDefinition> tools) => JsonSerializer.SerializeToUtf8Bytes(
        tools.Select(tool => new { type = "function", function = new { name = tool.Name, description = tool.Description, parameters = tool.Parameters } }));

    public byte[] Words(Speaker by, string text) => WireJson.Items(json => WriteText(json, Role(by), text));

    public byte[] Turn(Answer answer, IReadOnlyList<ToolResult> results) => WireJson.Items(json =>
    {
        WriteAnswer(json, answer);
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
        Speaker.Rules => "system",
        Speaker.Assistant => "assistant",
        _ => "user",
    };

    private static void WriteAnswer(Utf8JsonWriter json, Answer answer)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteString("content", answer.Text);
        if (answer.Calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in answer.Calls)
                WriteCall(json, call);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.WriteString("id", call.Id);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", WireJson.Name(call.Tool));
        json.WriteString("arguments", WireJson.Readable(call.Arguments));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, ToolResult result)
    {
        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", result.CallId);
        json.WriteString("content", result.Text);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", text);
        json.WriteEndObject();
    }
}
