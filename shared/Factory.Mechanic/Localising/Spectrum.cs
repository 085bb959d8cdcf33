namespace Factory.Mechanic.Localising;

/// <summary>Which lines each test ran.</summary>
/// <param name="Tests">By test: lines by path.</param>
/// <param name="Shared">Lines that ran outside of any test (imports, fixtures): they count as run by all.</param>
internal sealed record Coverage(
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlySet<int>>> Tests, IReadOnlyDictionary<string, IReadOnlySet<int>> Shared)
{
    public static readonly Coverage None = new(
        new Dictionary<string, IReadOnlyDictionary<string, IReadOnlySet<int>>>(StringComparer.Ordinal), new Dictionary<string, IReadOnlySet<int>>(StringComparer.Ordinal));

    /// <summary>How many of these tests ran the line.</summary>
    public int Ran(IEnumerable<string> tests, string path, int line) =>
        tests.Count(t => Tests.TryGetValue(t, out var files) && files.TryGetValue(path, out var lines) && lines.Contains(line));

    /// <summary>Whether one of these tests ran the line itself; also where it is not known that the line only ran outside of tests.</summary>
    public bool ComesThrough(IEnumerable<string> tests, string path, int line) =>
        !(Shared.TryGetValue(path, out var shared) && shared.Contains(line)) || Ran(tests, path, line) > 0;
}

/// <summary>Spectrum-based localisation by Ochiai: failed(line) / sqrt(failed in all * (failed(line) + passed(line))).</summary>
internal static class Spectrum
{
    private const double SharedWeight = 0.8;

    public static Dictionary<(string Path, int Line), double> Scores(Coverage coverage, IReadOnlyCollection<string> failing, IReadOnlyCollection<string> passing)
    {
        var failed = Count(coverage, failing);
        var passed = Count(coverage, passing);
        var scores = failed.ToDictionary(f => f.Key, f => f.Value / Math.Sqrt((double)failing.Count * (f.Value + passed.GetValueOrDefault(f.Key))));
        AddShared(coverage, scores, failing.Count, passing.Count);
        return scores;
    }

    private static Dictionary<(string, int), int> Count(Coverage coverage, IReadOnlyCollection<string> tests)
    {
        var counts = new Dictionary<(string, int), int>();
        foreach (var test in tests)
        {
            if (!coverage.Tests.TryGetValue(test, out var files)) continue;
            foreach (var (path, lines) in files)
            {
                foreach (var line in lines) counts[(path, line)] = counts.GetValueOrDefault((path, line)) + 1;
            }
        }

        return counts;
    }

    // What ran outside of tests (definitions, constants) ran for all of them, and is a little less likely than what each test ran itself.
    private static void AddShared(Coverage coverage, Dictionary<(string Path, int Line), double> scores, int failing, int passing)
    {
        if (failing == 0) return;
        var score = SharedWeight * Math.Sqrt(failing / (double)(failing + passing));
        foreach (var (path, lines) in coverage.Shared)
        {
            foreach (var line in lines) scores.TryAdd((path, line), score);
        }
    }
}
