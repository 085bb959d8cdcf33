using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Factory.Mechanic.Searching;
using Factory.Workspaces.Testing;
using Factory.Workspaces.Testing.Runners;

namespace Factory.Mechanic.Java;

/// <summary>
/// Java: our own program in the sandbox compiles the repository in memory with probes, watches what its tests run, and thinks of edits on the compiler's own tree; processes that stay warm then compile and run
/// candidates, each in a class loader of its own. A given command is run as it is, and recorded: where its calls of javac and java explain it, the same main methods or JUnit tests are tried in
/// those processes, and where they do not, candidates are tried on disk.
/// </summary>
internal sealed partial class JavaLanguage(RepairRequest request, ProductFiles sources) : ILanguage
{
    private readonly OnDiskLanguage _onDisk = new(request, sources);
    private readonly JavaDriver _driver = new(request.Workspace, request.Plan);
    private CommandRecording? _recording;
    private HashSet<string> _bad = [];
    private HashSet<string> _good = [];
    private bool _warm;

    public int TriedAfterFirst => _warm ? 60 : 0;

    public async Task<Observation> Observe(TimeSpan time, CancellationToken cancellationToken)
    {
        if (request.Plan.Runner == TestRunnerKind.Java && await Watch(time, cancellationToken) is { Ended: true } own) return Own(own);
        var report = await TestRunner.Run(request.Workspace, request.Plan, null, time * 0.6, cancellationToken);
        var text = Encoding.UTF8.GetString(report.Log);
        if (report.Failed == 0 || report.CouldNotStart is not null) return new Observation(report, Coverage.None, [], text);
        if (request.Plan.Runner == TestRunnerKind.Command) _recording = await CommandRecording.Of(request, TimeSpan.FromSeconds(30 + (2 * report.Seconds)), cancellationToken);
        if (await Watch(time * 0.4, cancellationToken) is not { } seen) return new Observation(report, Coverage.None, [], text);
        return request.Plan.HasNames ? Named(report, seen, text) : Recorded(report, seen, text);
    }

    public async Task<IReadOnlyList<TrialVerdict>> Try(TrialOrder order, CancellationToken cancellationToken)
    {
        if (!_warm || !order.Failing.All(f => _bad.Contains(Base(f)) || !request.Plan.HasNames)) return await _onDisk.Try(order, cancellationToken);
        var token = Guid.NewGuid().ToString("n");
        var run = await _driver.Run("try", Trials(order), token, order.Time, cancellationToken);
        return [.. (run?.Records.Others ?? []).Where(r => r.GetProperty("e").GetString() == "verdict").Select(r => Verdict(order, r))];
    }

    public async Task<IReadOnlyList<SeenInputs>> Compare(TrialOrder order, int seed, CancellationToken cancellationToken)
    {
        if (!_warm || order.Edits.Any(e => !IsJava(e.Path))) return [];
        var lines = Trials(order).Add("seed", seed);
        return await _driver.Run("compare", lines, Guid.NewGuid().ToString("n"), order.Time, cancellationToken) is { } run ? SeenInputs.Read(run.Records) : [];
    }

    private OrderLines Trials(TrialOrder order)
    {
        var failing = request.Plan.HasNames ? [.. order.Failing.Select(Base)] : _bad;
        var lines = Order(order.After, order.Parallel)
            .Add("failing", failing.Order(StringComparer.Ordinal))
            .Add("others", _good.Except(failing).Where(n => !request.Plan.HasNames || order.Passing.Any(p => Base(p) == n)).Order(StringComparer.Ordinal))
            .Add("failingSeconds", Math.Max(1, order.PerTest.TotalSeconds * Math.Min(5, failing.Count)))
            .Add("otherSeconds", order.WholeRun.TotalSeconds);
        foreach (var edit in order.Base) lines.Add("base", Part(edit));
        foreach (var edit in order.Edits) lines.Add("edit", Part(edit));
        return lines;
    }

    private async Task<JavaObservation?> Watch(TimeSpan time, CancellationToken cancellationToken)
    {
        var lines = Order(0, 1).Add("perTest", Math.Clamp(time.TotalSeconds / 4, 1, 15));
        return await _driver.Run("observe", lines, Guid.NewGuid().ToString("n"), time, cancellationToken) is { } run ? new JavaObservation(run.Records, request.Plan.Folder) { Seconds = run.Seconds } : null;
    }

    private OrderLines Order(int after, int parallel)
    {
        var root = request.Plan.Folder.Length == 0 ? "" : request.Plan.Folder + "/";
        var tests = request.Plan.Files.Count > 0 ? request.Plan.Files : [.. Inside(sources.Judging.Where(IsJava), root)];
        var told = Told.By(request.Report);
        var order = new OrderLines().Add("files", tests).Add("product", Inside(sources.WithEnding(".java"), root)).Add("after", after).Add("parallel", parallel)
            .Add("told", told.Numbers.Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture))).Add("quoted", told.Texts);
        return _recording?.AddTo(order) ?? order;
    }

    private static IEnumerable<string> Inside(IEnumerable<string> paths, string root) => paths.Where(p => p.StartsWith(root, StringComparison.Ordinal)).Select(p => p[root.Length..]);

    private static bool IsJava(string path) => path.EndsWith(".java", StringComparison.Ordinal);

    /// <summary>Our program is the runner itself: what it saw is what there is to see.</summary>
    private Observation Own(JavaObservation seen)
    {
        var report = new TestReport(seen.Results, seen.Results.Any(r => r.IsBad) ? 1 : 0, Complete: true, [], TimedOut: false, CouldNotStart: null, seen.Seconds);
        Remember(seen.Results);
        var (coverage, steps) = (seen.Coverage(), seen.Steps());
        return new Observation(report, coverage, report.Failed == 0 ? [] : [.. Likely(seen.Edits(), coverage, report.FailingNames).Select(e => Weighted(e, steps))], "");
    }

    /// <summary>Another runner said how the tests do; ours must see them in the same way, or it is not believed.</summary>
    private Observation Named(TestReport report, JavaObservation seen, string text)
    {
        var bad = report.Results.Where(r => r.IsBad).Select(r => Base(r.Name)).ToHashSet(StringComparer.Ordinal);
        var own = seen.Results.GroupBy(r => Base(r.Name), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Any(r => r.IsBad), StringComparer.Ordinal);
        Remember(seen.Results.Where(r => bad.Contains(Base(r.Name)) == own[Base(r.Name)]));
        var coverage = seen.Coverage();
        var byName = report.Results.Where(r => coverage.Tests.Keys.Any(k => Base(k) == Base(r.Name)))
            .ToDictionary(r => r.Name, r => coverage.Tests.TryGetValue(r.Name, out var lines) ? lines : coverage.Tests.First(t => Base(t.Key) == Base(r.Name)).Value, StringComparer.Ordinal);
        var covered = new Coverage(byName, coverage.Shared);
        return new Observation(report, covered, [.. Likely(seen.Edits(), covered, report.FailingNames)], text);
    }

    /// <summary>Only an exit code is known. What was recorded says more: which steps or JUnit tests failed, and which not.</summary>
    private Observation Recorded(TestReport report, JavaObservation seen, string text)
    {
        var coverage = seen.Coverage();
        var bad = seen.Results.Where(r => r.IsBad).ToList();
        var mains = seen.Results.Where(r => r.Name.StartsWith("main ", StringComparison.Ordinal)).ToList();
        var explained = _recording is { Explains: true } && bad.Count > 0 && seen.Ended
            && (mains.Count == 0 || (mains.Count == _recording.Ran.Count && mains.All(m => m.IsBad == (_recording.Ran[int.Parse(m.Name["main ".Length..], System.Globalization.CultureInfo.InvariantCulture)][1] != "0"))));
        if (!explained)
        {
            return new Observation(report, Coverage.None, [.. seen.Edits(), .. Others()], text);
        }

        Remember(seen.Results);
        var ran = new Dictionary<string, IReadOnlySet<int>>(StringComparer.Ordinal);
        foreach (var (path, lines) in bad.Where(b => coverage.Tests.ContainsKey(b.Name)).SelectMany(b => coverage.Tests[b.Name])) ran[path] = ran.TryGetValue(path, out var before) ? before.Union(lines).ToHashSet() : lines;
        var tests = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlySet<int>>>(StringComparer.Ordinal) { [TestPlan.CommandTest] = ran };
        var scores = mains.Count > 0 ? seen.Steps() : Spectrum.Scores(coverage, [.. bad.Select(b => b.Name)], [.. seen.Results.Where(r => r.Outcome == TestOutcome.Passed).Select(r => r.Name)]);
        // Where our own run says where it threw, the command's log may not: both are looked at.
        var traced = report with { Results = [.. report.Results.Select(r => r.IsBad ? r with { Trace = $"{string.Join('\n', bad.Select(b => b.Trace))}\n{r.Trace}" } : r)] };
        var all = new Coverage(tests, coverage.Shared);
        return new Observation(traced, all, [.. Likely(seen.Edits(), all, report.FailingNames).Select(e => Weighted(e, scores))], text) { Looks = 2 };
    }

    private IEnumerable<Edit> Others()
    {
        var told = Told.By(request.Report);
        return sources.All.Where(p => !IsJava(p)).SelectMany(p => EditSources.For(p) is { } source && sources.Bytes(p) is { } content ? source(p, content, null, told) : []);
    }

    private void Remember(IEnumerable<TestResult> results)
    {
        var byName = results.GroupBy(r => Base(r.Name), StringComparer.Ordinal).ToList();
        _bad = byName.Where(g => g.Any(r => r.IsBad)).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        _good = byName.Where(g => g.All(r => !r.IsBad) && g.Any(r => r.Outcome == TestOutcome.Passed)).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        _warm = _bad.Count > 0;
    }

    // Files that no failing test came through hold the fault hardly ever; a large repository has many of them.
    private static IEnumerable<Edit> Likely(IEnumerable<Edit> edits, Coverage coverage, IReadOnlyList<string> failing)
    {
        var ran = failing.Where(coverage.Tests.ContainsKey).SelectMany(n => coverage.Tests[n]).ToLookup(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var paths = ran.Where(r => r.Any(l => l.Count > 0)).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        return paths.Count == 0 ? edits : edits.Where(e => paths.Contains(e.Path) || coverage.Shared.TryGetValue(e.Path, out var shared) && shared.Contains(e.Line));
    }

    private static Edit Weighted(Edit edit, IReadOnlyDictionary<(string Path, int Line), double> scores)
    {
        if (scores.Count == 0) return edit;
        var score = Enumerable.Range(0, 4).Select(d => scores.TryGetValue((edit.Path, edit.Line - d), out var found) ? found : 0).FirstOrDefault(s => s > 0);
        return edit with { Prior = Math.Round(edit.Prior * Math.Pow(Math.Max(0.3, score), 1.5), 4) };
    }

    private string[] Part(Edit edit)
    {
        var path = request.Plan.Folder.Length == 0 ? edit.Path : edit.Path[(request.Plan.Folder.Length + 1)..];
        return [path, .. edit.Changes.SelectMany(c => new[] { Number(c.Start), Number(c.End), c.Text })];
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private TrialVerdict Verdict(TrialOrder order, JsonElement record)
    {
        var verdict = VerdictNames.Read(record.GetProperty("verdict").GetString());
        var passed = record.GetProperty("fixed").EnumerateArray().Select(n => n.GetString()!).ToHashSet(StringComparer.Ordinal);
        if (!request.Plan.HasNames) return verdict == Searching.Verdict.Partial ? new TrialVerdict(record.GetProperty("id").GetInt32(), Searching.Verdict.Fails, []) : new TrialVerdict(record.GetProperty("id").GetInt32(), verdict, verdict == Searching.Verdict.Plausible ? order.Failing : []);
        return new TrialVerdict(record.GetProperty("id").GetInt32(), verdict, [.. order.Failing.Where(f => passed.Contains(Base(f)))]);
    }

    // A method stands for all its runs.
    private static string Base(string name) => Runs().Replace(name, "");

    [GeneratedRegex(@"\[.*$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Runs();
}
