using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Factory.Mechanic.Searching;
using Factory.Workspaces.Sandboxing;
using Factory.Workspaces.Testing;
using Factory.Workspaces.Testing.Runners;

namespace Factory.Mechanic.Python;

/// <summary>
/// Python: one process in the sandbox watches what tests run and thinks of edits on the syntax tree; another forks once for each candidate, with everything
/// loaded that is not the repository's own, so that a trial takes milliseconds. Nothing is written to the checkout.
/// </summary>
internal sealed class PythonLanguage(RepairRequest request, ProductFiles sources) : ILanguage
{
    private static readonly string Script = Packed(string.Join("\n\n", RunnerScript.PythonTests, EmbeddedScript.Read("python_statements.py"), EmbeddedScript.Read("python_values.py"), EmbeddedScript.Read("python_told.py"), EmbeddedScript.Read("python_flow.py"), EmbeddedScript.Read("python_unused.py"), EmbeddedScript.Read("python_edits.py"), EmbeddedScript.Read("python_repair.py"), EmbeddedScript.Read("python_inputs.py"), "repair()\n"));

    /// <summary>Seconds of the processor. What uses it that long in one test is taken for an endless loop.</summary>
    private const double LongestBusy = 10;

    public int TriedAfterFirst => 100;

    public async Task<Observation> Observe(TimeSpan time, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("n");
        var order = Order(token, "observe");
        order["perTest"] = Math.Clamp(time.TotalSeconds / 4, 1, 15);
        order["busy"] = LongestBusy;
        var told = Told.By(request.Report);
        order["told"] = new { numbers = told.Numbers, texts = told.Texts };
        order["deadline"] = Math.Max(0.5, time.TotalSeconds - 1);
        var result = await Run(order, time, cancellationToken);
        var records = TestRecords.Read(result.WholeOutput.Span, token);
        var report = new TestReport(records.Results(), result.ExitCode, records.Ended, records.Rest, result.TimedOut, CouldNotStart(result, records), result.Seconds);
        return new Observation(report, Covered(records), [.. Edits(records)], result.Output);
    }

    public async Task<IReadOnlyList<TrialVerdict>> Try(TrialOrder order, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("n");
        var result = await Run(Trials(order, token, "try"), order.Time + TimeSpan.FromSeconds(10), cancellationToken);
        return [.. TestRecords.Read(result.WholeOutput.Span, token).Others.Where(r => Is(r, "verdict")).Select(Verdict)];
    }

    public async Task<IReadOnlyList<SeenInputs>> Compare(TrialOrder order, int seed, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("n");
        var script = Trials(order, token, "compare");
        script["seed"] = seed;
        var result = await Run(script, order.Time + TimeSpan.FromSeconds(10), cancellationToken);
        return SeenInputs.Read(TestRecords.Read(result.WholeOutput.Span, token));
    }

    private Dictionary<string, object?> Trials(TrialOrder order, string token, string what)
    {
        var script = Order(token, what);
        script["edits"] = order.Edits.Select((e, i) => Part(e, i));
        script["base"] = order.Base.Select((e, i) => Part(e, i));
        script["failing"] = order.Failing;
        script["others"] = order.Passing;
        script["testFiles"] = sources.Judging.Where(f => f.EndsWith(".py", StringComparison.Ordinal));
        script["perTest"] = order.PerTest.TotalSeconds;
        script["failingSeconds"] = Math.Max(2, order.PerTest.TotalSeconds * Math.Min(5, order.Failing.Count));
        script["otherSeconds"] = order.WholeRun.TotalSeconds;
        script["seconds"] = Math.Max(0.2, order.Time.TotalSeconds - 0.3);
        script["after"] = order.After;
        script["parallel"] = order.Parallel;
        return script;
    }

    private Task<CommandResult> Run(Dictionary<string, object?> order, TimeSpan time, CancellationToken cancellationToken) =>
        request.Workspace.Run(
            new CommandRequest([request.Plan.Executable, "-I", "-B", "-c", Script])
            {
                Input = JsonSerializer.SerializeToUtf8Bytes(order),
                WorkingFolder = request.Plan.Folder.Length == 0 ? "." : request.Plan.Folder,
                Environment = request.Plan.Environment,
                TimeLimit = time,
            },
            cancellationToken);

    private Dictionary<string, object?> Order(string token, string what)
    {
        var order = PythonRun.Order(request.Plan, token);
        order["do"] = what;
        order["root"] = request.Workspace.FolderInSandbox;
        order["product"] = sources.WithEnding(".py");
        return order;
    }

    private static object Part(Edit edit, int id) => new { id, path = edit.Path, line = edit.Line, changes = edit.Changes.Select(c => new object[] { c.Start, c.End, c.Text }) };

    /// <summary>One argument of a program may have 128 kB, and the script has more.</summary>
    private static string Packed(string script)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(Encoding.UTF8.GetBytes(script));
        return $"import base64, zlib\nexec(compile(zlib.decompress(base64.b64decode('{Convert.ToBase64String(packed.ToArray())}')), 'mechanic', 'exec'))\n";
    }

    private static Coverage Covered(TestRecords records)
    {
        var tests = records.Others.Where(r => Is(r, "lines")).GroupBy(r => r.GetProperty("name").GetString()!, StringComparer.Ordinal);
        var shared = records.Others.Where(r => Is(r, "shared")).Select(r => Lines(r.GetProperty("lines"))).FirstOrDefault();
        var byTest = tests.ToDictionary(g => g.Key, g => (IReadOnlyDictionary<string, IReadOnlySet<int>>)Lines(g.First().GetProperty("lines")), StringComparer.Ordinal);
        return new Coverage(byTest, shared ?? Coverage.None.Shared);
    }

    private static Dictionary<string, IReadOnlySet<int>> Lines(JsonElement files) =>
        files.EnumerateObject().ToDictionary(f => f.Name, f => (IReadOnlySet<int>)f.Value.EnumerateArray().Select(l => l.GetInt32()).ToHashSet(), StringComparer.Ordinal);

    private static IEnumerable<Edit> Edits(TestRecords records) =>
        records.Others.Where(r => Is(r, "edits")).SelectMany(r => r.GetProperty("edits").EnumerateArray()).Select(e => new Edit(
            e.GetProperty("path").GetString()!,
            e.GetProperty("line").GetInt32(),
            e.GetProperty("kind").GetString()!,
            e.GetProperty("prior").GetDouble(),
            e.GetProperty("what").GetString()!,
            [.. e.GetProperty("changes").EnumerateArray().Select(c => new TextChange(c[0].GetInt32(), c[1].GetInt32(), c[2].GetString()!))]));

    private static TrialVerdict Verdict(JsonElement record) =>
        new(record.GetProperty("id").GetInt32(), VerdictNames.Read(record.GetProperty("verdict").GetString()), [.. record.GetProperty("fixed").EnumerateArray().Select(n => n.GetString()!)]);

    private static bool Is(JsonElement record, string kind) => record.GetProperty("e").GetString() == kind;

    private static string? CouldNotStart(CommandResult result, TestRecords records) =>
        records.Ended || result.Killed != KillReason.None || result.ExitCode is not (126 or 127) ? null : result.Output.Trim();
}
