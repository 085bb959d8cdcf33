using System.Text.Json;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Java;

/// <summary>What our program saw: tests with their lines, steps of main methods, edits.</summary>
/// <param name="folder">Where it ran, relative to the checkout; its paths are relative to that.</param>
internal sealed class JavaObservation(TestRecords records, string folder)
{
    private readonly string _prefix = folder.Length == 0 ? "" : folder + "/";

    public IReadOnlyList<TestResult> Results { get; } = records.Results();

    public bool Ended => records.Ended;

    /// <summary>Wall-clock time of all of it: starting, compiling, the tests.</summary>
    public double Seconds { get; init; }

    /// <summary>What does not compile; empty where everything does.</summary>
    public IReadOnlyList<string> Broken { get; } = [.. records.Others.Where(r => Is(r, "broken")).SelectMany(r => r.GetProperty("errors").EnumerateArray()).Select(e => e.GetString()!)];

    public Coverage Coverage()
    {
        var tests = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlySet<int>>>(StringComparer.Ordinal);
        foreach (var record in records.Others.Where(r => Is(r, "lines"))) tests[record.GetProperty("name").GetString()!] = Lines(record.GetProperty("lines"));
        var setUp = records.Others.Where(r => Is(r, "setUp")).Select(r => Lines(r.GetProperty("lines"))).LastOrDefault();
        return new Coverage(tests, setUp ?? Localising.Coverage.None.Shared);
    }

    /// <summary>How suspicious each line is by the steps of main methods: those that failed against those that did not. Empty where no step is known to have failed.</summary>
    public IReadOnlyDictionary<(string Path, int Line), double> Steps()
    {
        var steps = records.Others.Where(r => Is(r, "steps")).SelectMany(r => r.GetProperty("steps").EnumerateArray()).Select((s, i) => (Name: $"step {i}", Failed: s.GetProperty("failed").GetBoolean(), Lines: Lines(s.GetProperty("lines")))).ToList();
        var coverage = new Coverage(steps.ToDictionary(s => s.Name, s => (IReadOnlyDictionary<string, IReadOnlySet<int>>)s.Lines, StringComparer.Ordinal), Localising.Coverage.None.Shared);
        return Spectrum.Scores(coverage, [.. steps.Where(s => s.Failed).Select(s => s.Name)], [.. steps.Where(s => !s.Failed).Select(s => s.Name)]);
    }

    public IEnumerable<Edit> Edits() =>
        records.Others.Where(r => Is(r, "edits")).SelectMany(r => r.GetProperty("edits").EnumerateArray()).Select(e => new Edit(
            _prefix + e.GetProperty("path").GetString()!,
            e.GetProperty("line").GetInt32(),
            e.GetProperty("kind").GetString()!,
            e.GetProperty("prior").GetDouble(),
            e.GetProperty("what").GetString()!,
            [.. e.GetProperty("changes").EnumerateArray().Select(c => new TextChange(c[0].GetInt32(), c[1].GetInt32(), c[2].GetString()!))]));

    private Dictionary<string, IReadOnlySet<int>> Lines(JsonElement files) =>
        files.EnumerateObject().ToDictionary(f => _prefix + f.Name, f => (IReadOnlySet<int>)f.Value.EnumerateArray().Select(l => l.GetInt32()).ToHashSet(), StringComparer.Ordinal);

    private static bool Is(JsonElement record, string kind) => record.GetProperty("e").GetString() == kind;
}
