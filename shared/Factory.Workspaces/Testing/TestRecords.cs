using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Factory.Workspaces.Testing;

/// <summary>
/// Reads what our runners say out of a command's output. Only lines that carry the run's token count, so that a test which prints "OK", or what looks
/// like a record, changes nothing. What was announced and did not end becomes an error.
/// </summary>
internal sealed class TestRecords
{
    private readonly byte[] _mark;
    private readonly List<string> _planned = [];
    private readonly List<string> _started = [];
    private readonly Dictionary<string, TestResult> _results = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly ArrayBufferWriter<byte> _rest = new();
    private readonly StringBuilder _pending = new();

    private TestRecords(string token) => _mark = Encoding.UTF8.GetBytes("\u001e" + token);

    /// <summary>Whether the runner said that it reached its end.</summary>
    public bool Ended { get; private set; }

    /// <summary>The output without the records: what people read.</summary>
    public byte[] Rest => _rest.WrittenSpan.ToArray();

    /// <summary>Records of a kind that the runner does not know, for those who extend the scripts.</summary>
    public List<JsonElement> Others { get; } = [];

    public static TestRecords Read(ReadOnlySpan<byte> output, string token)
    {
        var records = new TestRecords(token);
        while (output.IndexOf(records._mark) is var at and >= 0)
        {
            records._rest.Write(output[..at]);
            output = output[(at + records._mark.Length)..];
            var end = output.IndexOf((byte)'\n');
            records.Take(end < 0 ? output : output[..end]);
            output = end < 0 ? [] : output[(end + 1)..];
        }

        records._rest.Write(output);
        return records;
    }

    /// <summary>Results in the order they came, then an error for each test that was announced and did not end.</summary>
    public IReadOnlyList<TestResult> Results()
    {
        var unfinished = _started.Where(n => !_results.ContainsKey(n)).Select(n => Missing(n, "the process ended, or was killed, while this test ran"));
        var started = _started.ToHashSet(StringComparer.Ordinal);
        var notRun = _planned.Where(n => !_results.ContainsKey(n) && !started.Contains(n)).Select(n => Missing(n, "the process ended, or a fixture failed, before this test was run"));
        return [.. _order.Select(n => _results[n]), .. unfinished, .. notRun];
    }

    private static TestResult Missing(string name, string why) => new(name, TestOutcome.Error, 0, why, "");

    // A record is one line, or several that are marked as continued: writes longer than a pipe's atomic size could be torn by other writers.
    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.Length > 0 && line[0] == '+')
        {
            _pending.Append(Encoding.UTF8.GetString(line[1..]));
            return;
        }

        var text = _pending.Append(Encoding.UTF8.GetString(line)).ToString();
        _pending.Clear();
        try
        {
            using var json = JsonDocument.Parse(text);
            Take(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            _rest.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[a record of the test runner was unreadable: {error.Message}]\n")));
        }
    }

    private void Take(JsonElement record)
    {
        switch (record.GetProperty("e").GetString())
        {
            case "plan":
                _planned.AddRange(record.GetProperty("names").EnumerateArray().Select(n => n.GetString()!));
                break;
            case "start":
                _started.Add(record.GetProperty("name").GetString()!);
                break;
            case "over":
                _started.Remove(record.GetProperty("name").GetString()!);
                break;
            case "result":
                Add(new TestResult(record.GetProperty("name").GetString()!, Outcome(Text(record, "outcome")), record.GetProperty("seconds").GetDouble(), Text(record, "message"), Text(record, "trace")));
                break;
            case "end":
                Ended = true;
                break;
            default:
                Others.Add(record.Clone());
                break;
        }
    }

    // Parametrised tests may share a name: the worst outcome stands for all of them.
    private void Add(TestResult result)
    {
        if (_results.TryGetValue(result.Name, out var before))
        {
            _results[result.Name] = before.IsBad || (!result.IsBad && before.Outcome == TestOutcome.Passed) ? before with { Seconds = before.Seconds + result.Seconds } : result;
            return;
        }

        _results.Add(result.Name, result);
        _order.Add(result.Name);
    }

    private static TestOutcome Outcome(string text) => text switch
    {
        "passed" => TestOutcome.Passed,
        "failed" => TestOutcome.Failed,
        "skipped" => TestOutcome.Skipped,
        _ => TestOutcome.Error,
    };

    private static string Text(JsonElement record, string name) => record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
