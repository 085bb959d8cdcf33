using System.Text.Json;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Factory.Mechanic.Searching;
using Factory.Workspaces.Sandboxing;
using Factory.Workspaces.Testing;
using Factory.Workspaces.Testing.Runners;

namespace Factory.Mechanic.JavaScript;

/// <summary>
/// JavaScript on Node's own test runner: V8's coverage between tests says what each runs; candidates are tried in copies of the checkout inside the sandbox,
/// the files with failing tests first.
/// </summary>
internal sealed class JavaScriptLanguage(RepairRequest request, ProductFiles sources) : ILanguage
{
    private static readonly string[] Endings = [".js", ".mjs", ".cjs"];

    private static readonly string Driver = EmbeddedScript.Read("node_inputs.cjs") + "\n" + EmbeddedScript.Read("node_repair.cjs");
    private static readonly string Preload = EmbeddedScript.Read("node_preload.cjs");
    private static readonly string Calls = EmbeddedScript.Read("node_calls.cjs");
    private static readonly string Behaviour = EmbeddedScript.Read("node_behaviour.cjs");
    private static readonly HashSet<int> Nowhere = [];
    private string[] _files = [];

    /// <summary>Functions that the edits are in: each is looked at with each edit.</summary>
    private const int MostFunctions = 4;

    public int TriedAfterFirst => 30;

    public async Task<Observation> Observe(TimeSpan time, CancellationToken cancellationToken)
    {
        var report = await TestRunner.Run(request.Workspace, request.Plan, null, time * 0.6, cancellationToken);
        _files = [.. report.Results.Select(r => TestFile(r.Name)).Distinct(StringComparer.Ordinal)];
        var text = System.Text.Encoding.UTF8.GetString(report.Log);
        if (report.Failed == 0 || report.CouldNotStart is not null) return new Observation(report, Coverage.None, [], text);
        var coverage = await Cover(report.TimedOut ? TimeSpan.FromSeconds(3) : time * 0.4, cancellationToken);
        return new Observation(report, coverage, [.. Edits(report, coverage)], text);
    }

    public async Task<IReadOnlyList<TrialVerdict>> Try(TrialOrder order, CancellationToken cancellationToken)
    {
        var script = Trials("try", order);
        var records = await Run(script, order.Time + TimeSpan.FromSeconds(15), cancellationToken);
        return [.. records.Others.Where(r => Is(r, "verdict")).Select(Verdict)];
    }

    public async Task<IReadOnlyList<SeenInputs>> Compare(TrialOrder order, int seed, CancellationToken cancellationToken)
    {
        var functions = order.Edits.Select(e => e.Changes.Count > 0 && sources.Bytes(e.Path) is { } content ? JsFunctions.Around(e.Path, content, e.Changes[0]) : null).ToList();
        var distinct = functions.OfType<JsFunction>().DistinctBy(f => f.Key).Take(MostFunctions).ToList();
        if (distinct.Count == 0) return [];
        var script = Trials("compare", order);
        script["seed"] = seed;
        script["preload"] = Calls;
        script["behaviour"] = Behaviour;
        script["edits"] = order.Edits.Select((e, i) => Part(e, i, functions[i]?.Key));
        script["functions"] = distinct.Select(f => new { key = f.Key, path = f.Path, name = f.Name, kind = f.Kind, record = f.Record.Select(Change), register = f.Register });
        return SeenInputs.Read(await Run(script, order.Time + TimeSpan.FromSeconds(15), cancellationToken));
    }

    private Dictionary<string, object?> Trials(string what, TrialOrder order)
    {
        var failingFiles = order.Failing.Select(TestFile).Distinct(StringComparer.Ordinal).ToList();
        var script = Order(what, order.Time);
        script["edits"] = order.Edits.Select((e, i) => Part(e, i));
        script["base"] = order.Base.Select((e, i) => Part(e, i));
        script["failing"] = order.Failing;
        script["others"] = order.Passing;
        script["failingFiles"] = failingFiles;
        script["otherFiles"] = _files.Except(failingFiles);
        script["failingSeconds"] = 2 + order.PerTest.TotalSeconds;
        script["otherSeconds"] = 2 + order.WholeRun.TotalSeconds;
        script["after"] = order.After;
        script["parallel"] = order.Parallel;
        return script;
    }

    private async Task<Coverage> Cover(TimeSpan time, CancellationToken cancellationToken)
    {
        var script = Order("observe", time);
        script["files"] = _files;
        script["product"] = sources.WithEnding(Endings);
        script["parallel"] = request.Parallel;
        var records = await Run(script, time + TimeSpan.FromSeconds(5), cancellationToken);
        var tests = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlySet<int>>>(StringComparer.Ordinal);
        foreach (var record in records.Others.Where(r => Is(r, "lines"))) tests.TryAdd(record.GetProperty("name").GetString()!, Lines(record));
        var shared = records.Others.Where(r => Is(r, "shared")).Select(Lines).FirstOrDefault();
        return new Coverage(tests, shared ?? Coverage.None.Shared);
    }

    private IEnumerable<Edit> Edits(TestReport report, Coverage coverage)
    {
        var failing = report.FailingNames.Where(coverage.Tests.ContainsKey).SelectMany(n => coverage.Tests[n]).ToLookup(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var told = Told.By(request.Report);
        foreach (var path in sources.WithEnding(Endings))
        {
            HashSet<int>? lines = failing.Contains(path) ? [.. failing[path].SelectMany(l => l), .. coverage.Shared.GetValueOrDefault(path) ?? Nowhere] : null;
            var known = failing.Count > 0;
            if (known && lines is null) lines = coverage.Shared.TryGetValue(path, out var shared) ? [.. shared] : [];
            if (lines is not { Count: 0 } && sources.Bytes(path) is { } content)
            {
                foreach (var edit in JsEdits.Of(path, content, lines, told)) yield return edit;
            }
        }
    }

    private async Task<TestRecords> Run(Dictionary<string, object?> order, TimeSpan time, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("n");
        order["token"] = token;
        var command = new CommandRequest([request.Plan.Executable, "-e", Driver])
        {
            Input = JsonSerializer.SerializeToUtf8Bytes(order),
            WorkingFolder = request.Plan.Folder.Length == 0 ? "." : request.Plan.Folder,
            Environment = request.Plan.Environment,
            TimeLimit = time,
        };
        var result = await request.Workspace.Run(command, cancellationToken);
        return TestRecords.Read(result.WholeOutput.Span, token);
    }

    private Dictionary<string, object?> Order(string what, TimeSpan time) => new(StringComparer.Ordinal)
    {
        ["do"] = what,
        ["reporter"] = RunnerScript.NodeReporter,
        ["preload"] = Preload,
        ["root"] = request.Workspace.FolderInSandbox,
        ["folder"] = request.Plan.Folder,
        ["nodeArguments"] = NodeRun.WithoutReporters(request.Plan.Arguments).Where(a => a.StartsWith('-') && !a.StartsWith("--test", StringComparison.Ordinal)),
        ["seconds"] = Math.Max(0.5, time.TotalSeconds - 0.5),
        ["base"] = Array.Empty<object>(),
    };

    private static string TestFile(string name) => name.IndexOf(" > ", StringComparison.Ordinal) is var at and >= 0 ? name[..at] : name;

    private static object Part(Edit edit, int id, string? function = null) => new { id, path = edit.Path, function, changes = edit.Changes.Select(Change) };

    private static object[] Change(TextChange change) => [change.Start, change.End, change.Text];

    private static Dictionary<string, IReadOnlySet<int>> Lines(JsonElement record) =>
        record.GetProperty("lines").EnumerateObject().ToDictionary(f => f.Name, f => (IReadOnlySet<int>)f.Value.EnumerateArray().Select(l => l.GetInt32()).ToHashSet(), StringComparer.Ordinal);

    private static TrialVerdict Verdict(JsonElement record) =>
        new(record.GetProperty("id").GetInt32(), VerdictNames.Read(record.GetProperty("verdict").GetString()), [.. record.GetProperty("fixed").EnumerateArray().Select(n => n.GetString()!)]);

    private static bool Is(JsonElement record, string kind) => record.GetProperty("e").GetString() == kind;
}
