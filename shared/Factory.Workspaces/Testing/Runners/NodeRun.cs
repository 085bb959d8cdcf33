using System.Text.Json;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Testing.Runners;

/// <summary><c>node --test</c> with our own reporter in front of whichever the command names.</summary>
internal static class NodeRun
{
    public static RunnerCommand Prepare(TestPlan plan, string token)
    {
        List<string> command =
        [
            plan.Executable, "--import", RunnerScript.ModuleUrl(RunnerScript.NodeGuard), "--test",
            "--test-reporter", RunnerScript.ModuleUrl(RunnerScript.NodeReporter), "--test-reporter-destination", "stdout",
        ];
        command.AddRange(WithoutReporters(plan.Arguments));
        command.AddRange(plan.Files);
        var request = new CommandRequest(command) { Input = JsonSerializer.SerializeToUtf8Bytes(new { token }) };
        return new RunnerCommand(request, (result, _) => RunnerOutput.Of(TestRecords.Read(result.WholeOutput.Span, token)));
    }

    /// <summary>Arguments without reporters and watching: ours is the only reporter, and a run ends.</summary>
    public static IEnumerable<string> WithoutReporters(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is "--test-reporter" or "--test-reporter-destination") i++;
            else if (!arguments[i].StartsWith("--test-reporter", StringComparison.Ordinal) && arguments[i] != "--watch") yield return arguments[i];
        }
    }
}
