using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Factory.Contracts.Transcripts;

namespace Factory.Router.OpenAi;

/// <summary>Renders parts of a transcript as messages of Chat Completions, separated by commas.</summary>
internal static class ChatMessages
{
    /// <summary>What a model is told that answered without a call.</summary>
    public const string CallSomething = "Go on by calling one of your tools, or call finish.";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Of(string role, string text) => Render(json => WriteText(json, role, text));

    public static byte[] Of(Answer answer, IReadOnlyList<ToolResult> results) => Render(json =>
    {
        WriteAnswer(json, answer);
        var calls = answer.Calls.Select(call => call.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var result in results)
        {
            if (calls.Contains(result.CallId))
            {
                WriteResult(json, result);
            }
            else
            {
                WriteText(json, "user", result.Text);
            }
        }

        if (results.Count == 0)
        {
            WriteText(json, "user", CallSomething);
        }
    });

    private static byte[] Render(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(bytes, Compact);
        json.WriteStartArray();
        write(json);
        json.WriteEndArray();
        json.Flush();
        return bytes.WrittenSpan[1..^1].ToArray();
    }

    private static void WriteAnswer(Utf8JsonWriter json, Answer answer)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteString("content", answer.Text);
        if (answer.Calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in answer.Calls)
            {
                WriteCall(json, call);
            }

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
        json.WriteString("name", call.Tool);
        json.WriteString("arguments", Readable(call.Arguments));
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

    /// <summary>Servers that parse the arguments of former calls would refuse the whole run for one malformed call.</summary>
    private static string Readable(string arguments)
    {
        try
        {
            using var parsed = JsonDocument.Parse(arguments);
            return parsed.RootElement.ValueKind == JsonValueKind.Object ? arguments : Wrapped(arguments);
        }
        catch (JsonException)
        {
            return Wrapped(arguments);
        }
    }

    private static string Wrapped(string arguments) => JsonSerializer.Serialize(new { malformed = arguments });
}
