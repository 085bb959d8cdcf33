using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Searching;

/// <summary>The search itself, whatever the language: observe, rank, try, combine, confirm.</summary>
internal sealed class RepairSearch(RepairRequest request, ILanguage language, ProductFiles sources, IProgress<RepairProgress>? progress, TimeProvider time)
{
    /// <summary>Seconds. A failing test that took this long was hanging, and does not say how long it takes once it is repaired.</summary>
    private const double HangsFrom = 10;

    /// <summary>Share of the budget.</summary>
    private const double ForPairs = 0.25;

    /// <summary>Lines.</summary>
    private const int Near = 12;

    private static readonly int[] BatchSizes = [150, 600, 2_500];

    private static readonly TimeSpan LongestObservation = TimeSpan.FromMinutes(5);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _observed;
    private int _tried;
    private int _total;

    private TimeSpan Elapsed => time.GetElapsedTime(_start);

    private TimeSpan Left => request.Budget - (Elapsed - _observed);

    public async Task<RepairResult> Run(CancellationToken cancellationToken)
    {
        progress?.Report(new RepairProgress("running the tests and watching what they run", 0, 0));
        var observation = await language.Observe(LongestObservation, cancellationToken);
        _observed = Elapsed;
        if (observation.Tests.CouldNotStart is { } why) return Nothing([], [], $"the tests could not be run: {why}");
        if (observation.Tests is { TimedOut: true, Results.Count: 0 }) return Nothing([], [], $"the tests did not end within {LongestObservation.TotalMinutes:0} minutes");
        if (observation.Tests.Results.Count == 0) return Nothing([], [], $"no test was seen when the tests ran: {LastError(observation.Text)}");
        var failing = Failing(observation.Tests);
        var passing = observation.Tests.Results.Where(r => r.Outcome == TestOutcome.Passed).Select(r => r.Name).ToList();
        var recent = await RecentChanges.Weights(request.Workspace, observation.Coverage, failing, cancellationToken);
        var ranking = new Ranking(observation, recent, failing, passing, request.Report, request.Workspace.FolderInSandbox, sources, request.Seed);
        if (failing.Count == 0) return Nothing(ranking.Places(20), [], CannotReproduce(observation.Tests));

        var edits = ranking.Order([.. Distinct(observation.Edits)]);
        _total = edits.Count;
        return await Search(observation, ranking, edits, failing, passing, cancellationToken);
    }

    private async Task<RepairResult> Search(
        Observation observation, Ranking ranking, List<(Edit Edit, double Score)> edits, IReadOnlyList<string> failing, IReadOnlyList<string> passing, CancellationToken cancellationToken)
    {
        var confirmer = new Confirmation(request, sources, failing, passing);
        var found = await Round(observation, edits, [], failing, passing, cancellationToken);
        var partial = found.Where(f => f.Verdict.Verdict == Verdict.Partial).ToList();
        if (found.All(f => f.Verdict.Verdict != Verdict.Plausible) && partial.Count > 0 && Left > TimeSpan.FromSeconds(1))
        {
            found = await Combined(observation, edits, partial, failing, passing, cancellationToken);
        }

        var plausible = found.Where(f => f.Verdict.Verdict == Verdict.Plausible).OrderByDescending(f => f.Score).ToList();
        progress?.Report(new RepairProgress($"confirming the best of {plausible.Count}", _tried, _total));
        var believed = await Believed(observation, ranking, plausible, failing, passing, cancellationToken);
        var candidates = await confirmer.Confirm(believed, observation, cancellationToken);
        var places = ranking.Places(20);
        var others = partial.OrderByDescending(p => p.Verdict.Fixes.Count).ThenByDescending(p => p.Score).Take(5).Select(p => confirmer.Candidate(p, 0.1, observation)).OfType<RepairCandidate>();
        return new RepairResult(candidates, [.. others], places, failing, _tried, _total, Why(candidates.Count, plausible.Count, edits.Count, First(observation.Tests, failing)), Elapsed.TotalSeconds);
    }

    /// <summary>What makes the tests pass, as far as it is believed: looked at with inputs that no test has, where there are several or where one alone might fool the tests.</summary>
    private async Task<IReadOnlyList<BelievedEdit>> Believed(
        Observation observation, Ranking ranking, List<FoundEdit> plausible, IReadOnlyList<string> failing, IReadOnlyList<string> passing, CancellationToken cancellationToken)
    {
        if (plausible.Count == 0) return [];
        var basis = plausible[0].Edits.SkipLast(1).ToList();
        var compared = plausible.Take(Distrust.Compared).TakeWhile(p => p.Edits.SkipLast(1).SequenceEqual(basis)).Select(p => p.Edits[^1]).ToList();
        progress?.Report(new RepairProgress($"comparing {compared.Count} with inputs of its own", _tried, _total));
        var order = Order(observation, compared, basis, failing, passing) with { Time = TimeSpan.FromSeconds(15) };
        return Distrust.Order(plausible.ConvertAll(p => p with { Score = ranking.Belief(p.Edits[^1]) }), await language.Compare(order, request.Seed, cancellationToken), sources.Bytes, e => observation.Coverage.ComesThrough(failing, e.Path, e.Line));
    }

    /// <summary>Tries in order and in growing batches until something plausible was found, all was tried, or the time is over.</summary>
    private async Task<List<FoundEdit>> Round(
        Observation observation, List<(Edit Edit, double Score)> edits, IReadOnlyList<Edit> basis, IReadOnlyList<string> failing, IReadOnlyList<string> passing, CancellationToken cancellationToken)
    {
        var found = new List<FoundEdit>();
        var (at, batch) = (0, 0);
        // Where one edit alone gets closer, time is kept for a second one beside it.
        TimeSpan Free() => basis.Count == 0 && found.Exists(f => f.Verdict.Verdict == Verdict.Partial) ? Left - (request.Budget * ForPairs) : Left;
        while (at < edits.Count && Free() > TimeSpan.FromMilliseconds(300) && found.All(f => f.Verdict.Verdict != Verdict.Plausible))
        {
            var part = edits.GetRange(at, Math.Min(BatchSizes[Math.Min(batch++, BatchSizes.Length - 1)], edits.Count - at));
            progress?.Report(new RepairProgress("trying edits", _tried, _total));
            var order = Order(observation, [.. part.Select(p => p.Edit)], basis, failing, passing) with { Time = Free() };
            var verdicts = order.Counted(await language.Try(order, cancellationToken));
            _tried += verdicts.Count;
            found.AddRange(verdicts.Where(v => v.Verdict is Verdict.Plausible or Verdict.Partial).Select(v => new FoundEdit([.. basis, part[v.Index].Edit], part[v.Index].Score, v)));
            if (verdicts.Count == 0) break;
            at += part.Count;
        }

        return found;
    }

    /// <summary>Two edits, where one alone got closer: the best of those stays, and the search goes on for the tests that are left.</summary>
    private async Task<List<FoundEdit>> Combined(
        Observation observation, List<(Edit Edit, double Score)> edits, List<FoundEdit> partial, IReadOnlyList<string> failing, IReadOnlyList<string> passing, CancellationToken cancellationToken)
    {
        foreach (var first in partial.OrderByDescending(p => p.Verdict.Fixes.Count).ThenByDescending(p => p.Score).Take(3))
        {
            var found = await Round(observation, Beside(edits, first.Edits[^1]), first.Edits, failing, passing, cancellationToken);
            if (found.Exists(f => f.Verdict.Verdict == Verdict.Plausible)) return found;
        }

        return [];
    }

    /// <summary>What goes with an edit stands near it as a rule, and often is the same once more: the neighbouring branch, the other dimension.</summary>
    private static List<(Edit Edit, double Score)> Beside(List<(Edit Edit, double Score)> edits, Edit first) =>
        [.. edits.OrderByDescending(e => e.Score * (e.Edit.Path != first.Path || Math.Abs(e.Edit.Line - first.Line) > Near ? 1 : e.Edit.Kind == first.Kind ? 2.5 : 1.5))];

    private TrialOrder Order(Observation observation, IReadOnlyList<Edit> edits, IReadOnlyList<Edit> basis, IReadOnlyList<string> failing, IReadOnlyList<string> passing)
    {
        // What is repaired may work where the bug made it end at once. Where tests hang most trials do, too, and each is waited for that long.
        var least = observation.Tests.Results.Any(r => r.IsHang) ? 0.5 : 1;
        var perTest = TimeSpan.FromSeconds(Math.Clamp(Math.Max(10 * Slowest(observation, r => !r.IsBad), 3 * Slowest(observation, r => r.IsBad && !r.IsHang && r.Seconds < HangsFrom)), least, 30));
        var whole = TimeSpan.FromSeconds(Math.Clamp(observation.Tests.Seconds * 4, 3, 300));
        return new TrialOrder(edits, basis, failing, passing, Left, perTest, whole, language.TriedAfterFirst, Math.Max(1, request.Parallel));
    }

    private static double Slowest(Observation observation, Func<TestResult, bool> which) =>
        observation.Tests.Results.Where(which).Select(r => r.Seconds).DefaultIfEmpty(0).Max();

    private IReadOnlyList<string> Failing(TestReport tests)
    {
        var bad = tests.FailingNames;
        return request.FailingTests.Count == 0 ? bad : [.. bad.Where(request.FailingTests.ToHashSet(StringComparer.Ordinal).Contains)];
    }

    private static IEnumerable<Edit> Distinct(IEnumerable<Edit> edits) =>
        edits.DistinctBy(e => (e.Path, string.Join('\u001f', e.Changes.Select(c => FormattableString.Invariant($"{c.Start}:{c.End}:{c.Text}")))));

    private string CannotReproduce(TestReport tests)
    {
        if (request.FailingTests.Count == 0) return $"cannot reproduce: no test fails ({tests.Passed} passed, {tests.Skipped} skipped)";
        var seen = request.FailingTests.Where(n => tests.OutcomeOf(n) is not null).ToList();
        return seen.Count > 0
            ? $"cannot reproduce: {string.Join(", ", seen)} passed when run again; it may be flaky"
            : $"cannot reproduce: none of the named tests was seen ({string.Join(", ", request.FailingTests.Take(5))})";
    }

    private static string LastError(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => !l.StartsWith("---", StringComparison.Ordinal)).ToList();
        var error = lines.FindLast(l => l.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.LastOrDefault() ?? "nothing was printed";
        return error.Length <= 500 ? error : error[..500];
    }

    private string Why(int confirmed, int plausible, int total, string first)
    {
        if (confirmed > 0) return $"a repair was found and confirmed; {_tried} of {total} candidates were tried";
        if (plausible > 0) return $"{plausible} candidates passed once and did not pass again: the tests may be flaky";
        if (total == 0) return $"no place that the failing tests run could be edited (the mechanic edits Python, JavaScript, C# and Java); {first}";
        return Left <= TimeSpan.FromMilliseconds(300) ? $"the time of {request.Budget.TotalSeconds:0} s was over after {_tried} of {total} candidates" : $"none of {_tried} candidates made the failing tests pass";
    }

    /// <summary>What the first failing test says: a file that cannot be read, for example, or a package that is not there.</summary>
    private static string First(TestReport tests, IReadOnlyList<string> failing)
    {
        var result = tests.Results.First(r => r.Name == failing[0]);
        var said = result.Message.Length > 0 ? result.Message : result.Trace;
        return $"{result.Name}: {(said.Length <= 500 ? said : said[..500] + " […]")}".Trim();
    }

    private RepairResult Nothing(IReadOnlyList<SuspiciousPlace> places, IReadOnlyList<string> failing, string why) => new([], [], places, failing, _tried, _total, why, Elapsed.TotalSeconds);
}

/// <param name="Edits">All edits that belong together, the last one being the one that was tried.</param>
internal sealed record FoundEdit(IReadOnlyList<Edit> Edits, double Score, TrialVerdict Verdict);
