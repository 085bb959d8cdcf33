using System.Text.Json;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Testing.Runners;

/// <summary>Python's runners, driven by our own script, which the repository's files cannot shadow: isolated mode keeps them off the path while it loads.</summary>
internal static class PythonRun
{
    public static RunnerCommand Prepare(TestPlan plan, TestSelection? selection, string token, TimeSpan timeout)
    {
        var order = Order(plan, token);
        order["only"] = selection?.Names;
        order["deadline"] = Math.Max(0.5, timeout.TotalSeconds - Math.Min(2, timeout.TotalSeconds / 4));
        var request = new CommandRequest([plan.Executable, "-I", "-B", "-c", RunnerScript.PythonTests + "\nmain()\n"])
        {
            Input = JsonSerializer.SerializeToUtf8Bytes(order),
        };
        return new RunnerCommand(request, (result, _) => RunnerOutput.Of(TestRecords.Read(result.WholeOutput.Span, token)));
    }

    /// <summary>What the script reads from stdin.</summary>
    public static Dictionary<string, object?> Order(TestPlan plan, string token) => new(StringComparer.Ordinal)
    {
        ["token"] = token,
        ["mode"] = plan.Runner switch
        {
            TestRunnerKind.Pytest => "pytest",
            TestRunnerKind.Unittest when plan.Files.Count == 0 => "unittest",
            _ => "files",
        },
        ["given"] = plan.Given,
        ["scripts"] = plan.Runner == TestRunnerKind.PythonScript,
        ["args"] = plan.Arguments,
        ["files"] = plan.Files,
        ["path"] = plan.Environment.TryGetValue("PYTHONPATH", out var path) ? path.Split(':', StringSplitOptions.RemoveEmptyEntries) : [],
    };
}
