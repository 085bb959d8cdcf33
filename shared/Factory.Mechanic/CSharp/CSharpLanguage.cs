using System.Globalization;
using System.Text;
using System.Text.Json;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Factory.Mechanic.Searching;
using Factory.Workspaces.Sandboxing;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.CSharp;

/// <summary>
/// C#: the tests are built and run once as people do; then candidates of the product's assembly are compiled in memory, and a small host in the sandbox runs the
/// built tests against many of them in one process. Where that does not reproduce what the real runner saw, candidates are tried on disk.
/// </summary>
internal sealed class CSharpLanguage(RepairRequest request, ProductFiles sources) : ILanguage
{
    private const int Batch = 40;

    private readonly OnDiskLanguage _onDisk = new(request, sources);
    private CSharpProject? _project;
    private string _built = "";
    private string _tests = "";
    private byte[] _host = [];
    private HashSet<string> _runnable = [];

    public int TriedAfterFirst => Batch;

    public async Task<Observation> Observe(TimeSpan time, CancellationToken cancellationToken)
    {
        var report = await TestRunner.Run(request.Workspace, request.Plan, null, time, cancellationToken);
        var text = Encoding.UTF8.GetString(report.Log);
        if (report.Failed == 0) return new Observation(report, Coverage.None, [], text);
        Open(report);
        var coverage = _project is null ? Coverage.None : await Cover(report, cancellationToken);
        // Only tests that did in our host what they did in their own runner are tried there.
        return new Observation(report, coverage, [.. Edits(report, coverage)], text) { Looks = report.FailingNames.All(n => _runnable.Contains(Method(n))) ? 2 : 1 };
    }

    public async Task<IReadOnlyList<TrialVerdict>> Try(TrialOrder order, CancellationToken cancellationToken)
    {
        if (_project is null || !order.Failing.All(f => _runnable.Contains(Method(f)))) return await _onDisk.Try(order, cancellationToken);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var verdicts = new List<TrialVerdict>();
        for (var at = 0; at < order.Edits.Count && clock.Elapsed < order.Time; at += Batch)
        {
            var candidates = Compile(order, at, Math.Min(order.Edits.Count, at + Batch), verdicts);
            verdicts.AddRange(await RunAll(order, candidates, order.Time - clock.Elapsed, cancellationToken));
            if (verdicts.Exists(v => v.Verdict == Verdict.Plausible)) break;
        }

        return verdicts;
    }

    /// <summary>
    /// Finds the output of the tests and the product project that most of the checkout's files belong to. Of several projects with tests it is the one that the
    /// failing tests are named after, not the one whose build happened to end last.
    /// </summary>
    private void Open(TestReport report)
    {
        var root = request.Workspace.Folder;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var output = Directory.EnumerateFiles(root, "*.runtimeconfig.json", options).Where(f => f.Contains("/bin/", StringComparison.Ordinal))
            .OrderByDescending(f => report.FailingNames.Count(n => n.StartsWith(Assembly(f) + ".", StringComparison.Ordinal))).ThenByDescending(File.GetLastWriteTimeUtc).FirstOrDefault();
        if (output is null) return;
        _tests = Assembly(output);
        _built = Path.GetRelativePath(root, Path.GetDirectoryName(output)!);
        _project = sources.Judging.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(f) != _tests)
            .Where(f => File.Exists(Path.Combine(root, _built, Path.GetFileNameWithoutExtension(f) + ".dll")))
            .Select(f => CSharpProject.Open(request.Workspace, sources, f, _built)).OfType<CSharpProject>().MaxBy(p => p.Paths.Count());
        if (_project is not null) _host = CSharpProject.TestHost();
    }

    private async Task<Coverage> Cover(TestReport report, CancellationToken cancellationToken)
    {
        var instrumented = _project!.Instrument();
        if ((instrumented?.Assembly ?? _project.Compile([])) is not { } assembly) return Coverage.None;
        var records = await RunHost([(0, assembly)], [], [], all: true, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(25), cancellationToken);
        var seen = records.Others.Where(r => Is(r, "seen")).ToDictionary(r => r.GetProperty("name").GetString()!, r => r, StringComparer.Ordinal);
        var bad = report.Results.Where(r => r.IsBad).Select(r => Method(r.Name)).ToHashSet(StringComparer.Ordinal);
        _runnable = seen.Where(s => s.Value.GetProperty("outcome").GetString() == (bad.Contains(s.Key) ? "failed" : "passed")).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        if (instrumented is null) return Coverage.None;
        var tests = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlySet<int>>>(StringComparer.Ordinal);
        foreach (var result in report.Results.Where(r => seen.ContainsKey(Method(r.Name))))
        {
            var hits = seen[Method(result.Name)].GetProperty("hits").EnumerateArray().Select(h => instrumented.Value.Probes[h.GetInt32()]);
            tests[result.Name] = hits.GroupBy(h => h.Path, h => h.Line, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlySet<int>)g.ToHashSet(), StringComparer.Ordinal);
        }

        return new Coverage(tests, instrumented.Value.Unseen);
    }

    private IEnumerable<Edit> Edits(TestReport report, Coverage coverage)
    {
        var ran = report.FailingNames.Where(coverage.Tests.ContainsKey).SelectMany(n => coverage.Tests[n].Keys).ToHashSet(StringComparer.Ordinal);
        var paths = sources.WithEnding(".cs").Where(p => ran.Count == 0 || ran.Contains(p) || _project?.Paths.Contains(p) == false);
        var told = Told.By(request.Report);
        return paths.SelectMany(p => sources.Bytes(p) is { } content ? CSharpEdits.Of(p, content, null, told) : []);
    }

    private List<(int Id, byte[] Assembly)> Compile(TrialOrder order, int first, int end, List<TrialVerdict> verdicts)
    {
        var candidates = new List<(int, byte[])>();
        for (var i = first; i < end; i++)
        {
            var files = order.Base.Append(order.Edits[i]).GroupBy(e => e.Path, StringComparer.Ordinal)
                .Select(g => (Path: g.Key, Content: sources.Bytes(g.Key) is { } before ? EditedFile.Apply(before, g.SelectMany(e => e.Changes)) : null)).ToList();
            var assembly = files.Exists(f => f.Content is null) ? null : _project!.Compile(files.Select(f => (f.Path, f.Content!)));
            if (assembly is null) verdicts.Add(new TrialVerdict(i, Verdict.Invalid, []));
            else candidates.Add((i, assembly));
        }

        return candidates;
    }

    /// <summary>Runs candidates; one that hangs or ends the process takes the host with it, and the rest go on in another.</summary>
    private async Task<List<TrialVerdict>> RunAll(TrialOrder order, List<(int Id, byte[] Assembly)> candidates, TimeSpan time, CancellationToken cancellationToken)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var verdicts = new List<TrialVerdict>();
        var perRun = order.PerTest + TimeSpan.FromSeconds(Math.Min(20, order.WholeRun.TotalSeconds / 4));
        while (candidates.Count > 0 && clock.Elapsed < time)
        {
            var records = await RunHost(candidates, order.Failing, order.Passing, all: false, time - clock.Elapsed, perRun, cancellationToken);
            var done = records.Others.Where(r => Is(r, "verdict")).ToDictionary(r => r.GetProperty("id").GetInt32(), r => r);
            verdicts.AddRange(done.Select(d => ReadVerdict(order, d.Key, d.Value)));
            var begun = records.Others.Where(r => Is(r, "begin")).Select(r => r.GetProperty("id").GetInt32()).ToHashSet();
            if (begun.Count == 0) break;
            verdicts.AddRange(begun.Where(b => !done.ContainsKey(b)).Select(b => new TrialVerdict(b, Verdict.Crashed, [])));
            candidates.RemoveAll(c => begun.Contains(c.Id));
        }

        return verdicts;
    }

    private async Task<TestRecords> RunHost(
        List<(int Id, byte[] Assembly)> candidates, IReadOnlyList<string> failing, IReadOnlyList<string> passing, bool all, TimeSpan time, TimeSpan perRun, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("n");
        var folder = $"{request.Workspace.FolderInSandbox}/{_built}";
        var order = JsonSerializer.SerializeToUtf8Bytes(new
        {
            token,
            folder,
            tests = _tests,
            product = _project!.Name,
            seconds = Math.Max(1, time.TotalSeconds - 1),
            perRun = perRun.TotalSeconds,
            all,
            // By name: the runner reports them as they end, and a test may see what the one before it left behind.
            failing = failing.Select(Method).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            others = passing.Select(Method).Where(_runnable.Contains).Distinct(StringComparer.Ordinal).Except(failing.Select(Method)).Order(StringComparer.Ordinal),
            candidates = candidates.Select(c => new { id = c.Id, dll = c.Assembly }),
        });
        const string script = """head -c "$1" >/tmp/FactoryTestHost.dll && exec dotnet exec --runtimeconfig "$2" /tmp/FactoryTestHost.dll""";
        var command = new CommandRequest(["/bin/sh", "-c", script, "run", _host.Length.ToString(CultureInfo.InvariantCulture), $"{folder}/{_tests}.runtimeconfig.json"])
        {
            Input = (byte[])[.. _host, .. order],
            WorkingFolder = _built,
            TimeLimit = time + TimeSpan.FromSeconds(5),
        };
        var result = await request.Workspace.Run(command, cancellationToken);
        return TestRecords.Read(result.WholeOutput.Span, token);
    }

    private static string Assembly(string runtimeConfig) => Path.GetFileName(runtimeConfig)[..^".runtimeconfig.json".Length];

    // A method stands for all its cases.
    private static string Method(string name) => name.IndexOf('(', StringComparison.Ordinal) is var at and >= 0 ? name[..at] : name;

    private static TrialVerdict ReadVerdict(TrialOrder order, int id, JsonElement record)
    {
        var passed = record.GetProperty("fixed").EnumerateArray().Select(n => n.GetString()!).ToHashSet(StringComparer.Ordinal);
        return new TrialVerdict(id, VerdictNames.Read(record.GetProperty("verdict").GetString()), [.. order.Failing.Where(f => passed.Contains(Method(f)))]);
    }

    private static bool Is(JsonElement record, string kind) => record.GetProperty("e").GetString() == kind;
}
