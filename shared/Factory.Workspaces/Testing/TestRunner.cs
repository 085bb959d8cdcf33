using System.Globalization;
using System.Text;
using Factory.Workspaces.Sandboxing;
using Factory.Workspaces.Testing.Runners;

namespace Factory.Workspaces.Testing;

/// <summary>Runs a repository's tests in its workspace's sandbox, and reads what happened, test by test.</summary>
public static class TestRunner
{
    /// <param name="selection">Null for all tests. Runners that cannot select run all, and the report is cut down to the selection.</param>
    /// <param name="timeout">Wall-clock time after which the run is killed; tests that were announced and not finished count as errors.</param>
    public static async Task<TestReport> Run(Workspace workspace, TestPlan plan, TestSelection? selection, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("n");
        var run = Prepare(plan, selection, token, timeout);
        var result = await workspace.Run(run.Request, cancellationToken);
        var output = run.Read(result, workspace.FolderInSandbox);
        var report = Report(output, result, selection);
        return report is { Complete: true, CouldNotStart: null } ? report
            : report with { Problem = RunProblem.Of(report, output.Rest, (await workspace.Prepare(cancellationToken)).Problem) };
    }

    private static RunnerCommand Prepare(TestPlan plan, TestSelection? selection, string token, TimeSpan timeout)
    {
        var run = plan.Runner switch
        {
            TestRunnerKind.Unittest or TestRunnerKind.Pytest or TestRunnerKind.PythonScript => PythonRun.Prepare(plan, selection, token, timeout),
            TestRunnerKind.NodeTest => NodeRun.Prepare(plan, token),
            TestRunnerKind.Jest or TestRunnerKind.Mocha => JsonReportRun.Prepare(plan, token),
            TestRunnerKind.DotnetTest => DotnetRun.Prepare(plan, selection, token),
            TestRunnerKind.Java or TestRunnerKind.Maven => JavaRun.Prepare(plan, selection, token, timeout),
            _ => PlainRun.Prepare(plan),
        };
        return run with
        {
            Request = run.Request with { WorkingFolder = plan.Folder.Length == 0 ? "." : plan.Folder, Environment = Variables(plan), TimeLimit = timeout },
        };
    }

    private static Dictionary<string, string> Variables(TestPlan plan)
    {
        var all = new Dictionary<string, string>(plan.Environment, StringComparer.Ordinal)
        {
            ["CI"] = "1",
            ["NO_COLOR"] = "1",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
            ["NuGetAudit"] = "false",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
        };
        if (plan.Runner == TestRunnerKind.DotnetTest) foreach (var (name, value) in DotnetRun.Environment) all.TryAdd(name, value);
        return all;
    }

    private static TestReport Report(RunnerOutput output, CommandResult result, TestSelection? selection)
    {
        var wanted = selection?.Names.ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<TestResult> results = wanted is null ? output.Results : [.. output.Results.Where(r => wanted.Contains(r.Name))];
        var complete = output.Ended && result.Killed == KillReason.None;
        return new TestReport(
            results, result.Killed == KillReason.None ? result.ExitCode : null, complete, Log(output, result, results), result.TimedOut,
            CouldNotStart(output, result), result.Seconds);
    }

    // 126 and 127 are what shells and the sandbox say of a program that cannot be run.
    private static string? CouldNotStart(RunnerOutput output, CommandResult result)
    {
        if (result.Killed != KillReason.None || output.Ended || result.ExitCode is not (126 or 127)) return null;
        var lines = Encoding.UTF8.GetString(output.Rest).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines is [.., var last] ? last : $"the test command could not be started (exit code {result.ExitCode})";
    }

    private static byte[] Log(RunnerOutput output, CommandResult result, IReadOnlyList<TestResult> results)
    {
        var text = new StringBuilder("\n--- results as seen by name ---\n");
        foreach (var test in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{test.Outcome.ToString().ToLowerInvariant(),-8}{test.Name} ({test.Seconds:0.000} s)\n");
            if (test.IsBad && test.Message.Length > 0) text.Append("        ").Append(test.Message.ReplaceLineEndings("\n        ")).Append('\n');
        }

        var end = result.Killed == KillReason.None ? $"exit code {result.ExitCode}" : $"killed: {result.Killed.ToString().ToLowerInvariant()} limit";
        text.Append(CultureInfo.InvariantCulture, $"--- {end}, {result.Seconds:0.00} s ---\n");
        return [.. output.Rest, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
