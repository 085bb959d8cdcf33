using System.Text;
using System.Text.Json;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Testing.Runners;

/// <summary>jest and mocha from the repository's own node_modules: both write one JSON report, which is printed behind the run's token when they have ended.</summary>
internal static class JsonReportRun
{
    private const string Script = """
        read -r token
        "$@" </dev/null >&2
        code=$?
        if [ -s /tmp/report.json ]; then printf '\036%s' "$token"; tr -d '\n' </tmp/report.json; echo; fi
        exit $code
        """;

    public static RunnerCommand Prepare(TestPlan plan, string token)
    {
        List<string> command = plan.Runner == TestRunnerKind.Jest
            ? [plan.Executable, "node_modules/jest/bin/jest.js", "--ci", "--json", "--outputFile=/tmp/report.json", .. plan.Arguments]
            : [plan.Executable, "node_modules/mocha/bin/mocha.js", "--reporter", "json", "--reporter-option", "output=/tmp/report.json", .. plan.Arguments];
        var request = new CommandRequest(["/bin/sh", "-c", Script, "run", .. command]) { Input = Encoding.UTF8.GetBytes(token + "\n") };
        return new RunnerCommand(request, (result, root) => Read(result, token, root, plan.Runner));
    }

    private static RunnerOutput Read(CommandResult result, string token, string root, TestRunnerKind runner)
    {
        var (report, rest) = MarkedText.Split(result.WholeOutput.Span, token);
        if (report is null) return new RunnerOutput([], Ended: false, rest);
        try
        {
            using var json = JsonDocument.Parse(report);
            IReadOnlyList<TestResult> results = runner == TestRunnerKind.Jest ? [.. Jest(json.RootElement, root)] : [.. Mocha(json.RootElement, root)];
            return new RunnerOutput([.. results.GroupBy(r => r.Name).Select(Worst)], Ended: true, rest);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new RunnerOutput([], Ended: false, rest);
        }
    }

    private static TestResult Worst(IEnumerable<TestResult> same) => same.FirstOrDefault(r => r.IsBad) ?? same.First();

    private static IEnumerable<TestResult> Jest(JsonElement report, string root)
    {
        foreach (var file in report.GetProperty("testResults").EnumerateArray())
        {
            var path = Relative(file.GetProperty("name").GetString()!, root);
            var tests = file.GetProperty("assertionResults").EnumerateArray().ToList();
            if (tests.Count == 0 && file.GetProperty("status").GetString() == "failed")
            {
                yield return new TestResult(path, TestOutcome.Error, 0, First(file, "message"), First(file, "message"));
            }

            foreach (var test in tests)
            {
                var outcome = test.GetProperty("status").GetString() switch { "passed" => TestOutcome.Passed, "failed" => TestOutcome.Failed, _ => TestOutcome.Skipped };
                var trace = string.Join('\n', test.GetProperty("failureMessages").EnumerateArray().Select(m => m.GetString()));
                yield return new TestResult($"{path} > {test.GetProperty("fullName").GetString()}", outcome, Milliseconds(test), trace.Split('\n')[0], trace);
            }
        }
    }

    private static IEnumerable<TestResult> Mocha(JsonElement report, string root)
    {
        var pending = report.GetProperty("pending").EnumerateArray().Select(Name).ToHashSet(StringComparer.Ordinal);
        foreach (var test in report.GetProperty("tests").EnumerateArray())
        {
            var error = test.GetProperty("err");
            var bad = error.TryGetProperty("message", out var message);
            var outcome = bad ? TestOutcome.Failed : pending.Contains(Name(test)) ? TestOutcome.Skipped : TestOutcome.Passed;
            yield return new TestResult(Name(test), outcome, Milliseconds(test), bad ? message.GetString() ?? "" : "", First(error, "stack"));
        }

        string Name(JsonElement test) => $"{Relative(First(test, "file"), root)} > {test.GetProperty("fullTitle").GetString()}";
    }

    private static double Milliseconds(JsonElement test) => test.TryGetProperty("duration", out var duration) && duration.ValueKind == JsonValueKind.Number ? duration.GetDouble() / 1000 : 0;

    private static string First(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Relative(string path, string root) => path.StartsWith(root + "/", StringComparison.Ordinal) ? path[(root.Length + 1)..] : path;
}
