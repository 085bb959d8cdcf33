using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Factory.Contracts.Transcripts;

namespace Factory.Router.Protocols;

/// <summary>What the writers of all protocols share.</summary>
internal static partial class WireJson
{
    /// <summary>What a model is told that answered without a call.</summary>
    public const string CallSomething = "Go on by calling one of your tools, or call finish.";

    private const int LongestName = 64;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Items of an array without its brackets.</summary>
    public static byte[] Items(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(bytes, Compact);
        json.WriteStartArray();
        write(json);
        json.WriteEndArray();
        json.Flush();
        return bytes.WrittenSpan[1..^1].ToArray();
    }

    /// <summary>Text as it stands inside a JSON string, without the quotes.</summary>
    public static byte[] Inside(string text) => Encoding.UTF8.GetBytes(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());

    /// <summary>A part with bytes put in before its last ones.</summary>
    public static byte[] Spliced(byte[] part, int fromEnd, ReadOnlySpan<byte> more)
    {
        var whole = new byte[part.Length + more.Length];
        var at = part.Length - fromEnd;
        part.AsSpan(0, at).CopyTo(whole);
        more.CopyTo(whole.AsSpan(at));
        part.AsSpan(at).CopyTo(whole.AsSpan(at + more.Length));
        return whole;
    }

    /// <summary>A number that takes the same room whatever it is.</summary>
    public static string FixedWidth(int number) => $"{number,11}";

    /// <summary>Servers that parse the arguments of former calls would refuse the whole run for one malformed call.</summary>
    public static string Readable(string arguments)
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

    /// <summary>A name that every provider takes back: a model may have made one up that its own provider then refuses.</summary>
    public static string Name(string name)
    {
        var plain = NotOfNames().Replace(name, "_");
        return plain.Length == 0 ? "unnamed" : plain.Length <= LongestName ? plain : plain[..LongestName];
    }

    /// <summary>The result of each call, in the order of the calls; every protocol wants one for each.</summary>
    public static IEnumerable<ToolResult> Matching(Answer answer, IReadOnlyList<ToolResult> results) =>
        answer.Calls.Select(call => results.FirstOrDefault(result => result.CallId == call.Id) ?? new ToolResult(call.Id, call.Tool, IsError: true, "No result was recorded.", null));

    /// <summary>Results that belong to no call of the answer, and the reminder to call something where there are none at all.</summary>
    public static IEnumerable<string> Beside(Answer answer, IReadOnlyList<ToolResult> results) =>
        answer.Calls.Count == 0 && results.Count == 0
            ? [CallSomething]
            : results.Where(result => answer.Calls.All(call => call.Id != result.CallId)).Select(result => result.Text);

    private static string Wrapped(string arguments) => JsonSerializer.Serialize(new { malformed = arguments });

    [GeneratedRegex("[^A-Za-z0-9_-]", RegexOptions.None, 1000)]
    private static partial Regex NotOfNames();
}
