using System.Globalization;
using System.Text;
using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Router.Mechanic;

namespace Factory.Router.Compacting;

/// <summary>
/// What history says of turns that a model is no longer shown: what was read, changed, run and seen, and what people said. Facts only, bounded, the
/// same from the same history; nothing a model has to be trusted for.
/// </summary>
internal sealed class RunSummary
{
    private const int MostPaths = 150;
    private const int MostCommands = 25;
    private const int MostFailures = 40;
    private const int LongestLine = 200;
    private const int LongestWords = 4_000;
    private const int LatestWords = 4;

    private readonly Dictionary<string, int> read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> changed = new(StringComparer.Ordinal);
    private readonly Queue<string> commands = new();
    private readonly Queue<string> words = new();
    private readonly List<string> people = [];
    private string? plan;
    private TestsSeen? tests;
    private int testsTurn;

    public void Add(int turn, Answer answer, IReadOnlyList<ToolResult> results)
    {
        if (!string.IsNullOrWhiteSpace(answer.Text))
            Keep(words, $"turn {turn}: {Shorten(answer.Text, LongestWords / LatestWords)}", LatestWords);
        foreach (var call in answer.Calls)
            Add(turn, call, results.FirstOrDefault(result => result.CallId == call.Id));
    }

    /// <summary>What people and the factory said is never summed up.</summary>
    public void AddNote(string text) => people.Add(Shorten(text, LongestWords));

    public string Render(int upToTurn)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## What was done in turns 1 to {upToTurn}\n\nThe conversation became too long; this stands for its beginning. It is made from the record, not from memory. Outputs are left out: read again what you need.\n");
        Section(text, "Plan", plan is null ? [] : [plan]);
        Section(text, "Changed", changed.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"- {entry.Key}: {string.Join(", ", entry.Value)}"));
        Section(text, "Read", read.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(MostPaths).Select(entry => $"- {entry.Key}{(entry.Value > 1 ? $" ({entry.Value} times)" : "")}"));
        Section(text, "Commands", commands);
        Section(text, "Tests when they were run last", Tests());
        Section(text, "Your words", words);
        Section(text, "What was said to you", people);
        return text.ToString();
    }

    private void Add(int turn, ToolCall call, ToolResult? result)
    {
        using var arguments = Parse(call.Arguments);
        var failed = result is null || result.IsError;
        switch (call.Tool)
        {
            case ToolCatalog.Read when Text(arguments, "path") is { } path:
                read[path] = read.GetValueOrDefault(path) + 1;
                break;
            case ToolCatalog.Edit when !failed:
                foreach (var (path, operation) in Edits(arguments))
                    Change(path, $"{operation} in turn {turn}");
                break;
            case ToolCatalog.Run when Text(arguments, "command") is { } command:
                Keep(commands, $"- turn {turn}: {command}: {OneLine.Of(result?.Text.TrimEnd().Split('\n')[^1] ?? "", LongestLine)}", MostCommands);
                break;
            case ToolCatalog.RunTests when result is not null:
                (tests, testsTurn) = (TestsSeen.From(result), turn);
                break;
            case ToolCatalog.Note when Text(arguments, "text", LongestWords) is { } note:
                plan = note;
                break;
        }
    }

    private void Change(string path, string what)
    {
        if (!changed.TryGetValue(path, out var changes) && changed.Count < MostPaths)
            changed[path] = changes = [];
        if (changes is { Count: < 10 })
            changes.Add(what);
    }

    private IEnumerable<string> Tests()
    {
        if (tests is null)
            yield break;
        yield return tests.Problem is { } problem
            ? $"- turn {testsTurn}: could not be seen: {OneLine.Of(problem, LongestLine)}"
            : $"- turn {testsTurn}: {tests.Passed} passed, {tests.Failed.Count} failed";
        foreach (var failed in tests.Failed.Take(MostFailures))
            yield return $"- failed: {OneLine.Of(failed.Name, LongestLine)}";
    }

    private static IEnumerable<(string Path, string Operation)> Edits(JsonDocument? arguments)
    {
        if (arguments is null)
            yield break;
        var root = arguments.RootElement;
        var edits = root.TryGetProperty("edits", out var several) && several.ValueKind == JsonValueKind.Array ? several.EnumerateArray().ToList() : [root];
        foreach (var edit in edits.Where(edit => edit.ValueKind == JsonValueKind.Object))
        {
            if ((Text(edit, "path", LongestLine) ?? Text(root, "path", LongestLine)) is { } path)
                yield return (path, Text(edit, "operation", LongestLine) ?? Text(root, "operation", LongestLine) ?? "replace");
        }
    }

    private static void Section(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            if (!any)
                text.Append("\n### ").Append(heading).Append("\n\n");
            any = true;
            text.Append(line).Append('\n');
        }
    }

    private static void Keep(Queue<string> lines, string line, int most)
    {
        lines.Enqueue(line);
        if (lines.Count > most)
            lines.Dequeue();
    }

    private static JsonDocument? Parse(string arguments)
    {
        try
        {
            var parsed = JsonDocument.Parse(arguments);
            return parsed.RootElement.ValueKind == JsonValueKind.Object ? parsed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonDocument? arguments, string name, int longest = LongestLine) => arguments is null ? null : Text(arguments.RootElement, name, longest);

    private static string? Text(JsonElement arguments, string name, int longest) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? longest > LongestLine ? Shorten(value.GetString()!, longest) : OneLine.Of(value.GetString()!, longest)
            : null;

    private static string Shorten(string text, int longest) => text.Length <= longest ? text : $"{text.AsSpan(0, longest - 1)}…";
}
