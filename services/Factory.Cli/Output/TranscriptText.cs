using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Factory.MissionControl.Runs;

namespace Factory.Cli.Output;

/// <summary>A run's transcript as Markdown. What models and tools said is indented and made inert.</summary>
internal static class TranscriptText
{
    private const int FirstLines = 12;
    private const int LongestLine = 200;
    private const string Indent = "    ";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="full">Whole texts instead of their first lines.</param>
    public static string Of(Transcript transcript, bool full)
    {
        var (run, text) = (transcript.Run, new StringBuilder());
        text.Append(CultureInfo.InvariantCulture, $"# {run.Role}: {run.Outcome ?? run.Status}\n");
        if (!string.IsNullOrEmpty(run.Reason))
            text.Append(CultureInfo.InvariantCulture, $"\n{SafeText.Line(run.Reason)}\n");
        Remarks(text, transcript, 0, full);
        foreach (var turn in transcript.Turns)
        {
            Turn(text, turn, full);
            Remarks(text, transcript, turn.Turn, full);
        }

        return text.ToString();
    }

    private static void Turn(StringBuilder text, TranscriptTurn turn, bool full)
    {
        var cost = turn.Usd > 0 ? string.Create(CultureInfo.InvariantCulture, $", {turn.Usd:0.####} USD") : "";
        text.Append(CultureInfo.InvariantCulture, $"\n## Turn {turn.Turn}: {SafeText.Line(turn.Model)}{cost}\n\n");
        if (turn.Answer is not { } answer)
        {
            text.Append("(erased, or too large to show; see its blob)\n");
            return;
        }

        if (Text(answer, "text") is { Length: > 0 } said)
            Block(text, said, full);
        var results = turn.Results is { ValueKind: JsonValueKind.Array } given ? given.EnumerateArray().ToList() : [];
        foreach (var call in answer.GetProperty("calls").EnumerateArray())
        {
            text.Append(CultureInfo.InvariantCulture, $"- `{SafeText.Line(Text(call, "tool"))}` {Arguments(call, full)}\n");
            if (results.Find(result => Text(result, "callId") == Text(call, "id")) is { ValueKind: JsonValueKind.Object } result)
                Block(text, (result.GetProperty("isError").GetBoolean() ? "error: " : "") + Text(result, "text"), full);
        }
    }

    private static void Remarks(StringBuilder text, Transcript transcript, int turn, bool full)
    {
        foreach (var remark in transcript.Remarks.Where(remark => remark.AfterTurn == turn && remark.Kind != "ended"))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n> {remark.Kind} by {SafeText.Line(remark.By)}\n");
            if (remark.Text is null or { Length: > 0 })
                Block(text, remark.Text ?? "(erased)", full);
        }
    }

    private static string Arguments(JsonElement call, bool full)
    {
        var arguments = SafeText.Line(Readable(Text(call, "arguments")));
        return full || arguments.Length <= LongestLine ? arguments : $"{arguments[..LongestLine]}…";
    }

    /// <summary>Signs that models or their providers wrote as escapes, as themselves.</summary>
    private static string Readable(string arguments)
    {
        try
        {
            using var parsed = JsonDocument.Parse(arguments);
            return JsonSerializer.Serialize(parsed.RootElement, Plain);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return arguments; // no JSON, or JSON that is no text: half a character
        }
    }

    private static void Block(StringBuilder text, string content, bool full)
    {
        var lines = SafeText.Block(content).TrimEnd('\n').Split('\n');
        foreach (var line in lines.Take(full ? int.MaxValue : FirstLines))
            text.Append(Indent).Append(full || line.Length <= LongestLine ? line : $"{line[..LongestLine]}…").Append('\n');
        if (!full && lines.Length > FirstLines)
            text.Append(CultureInfo.InvariantCulture, $"{Indent}… {lines.Length - FirstLines} more lines\n");
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
