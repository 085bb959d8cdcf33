using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Testing.Runners;

/// <summary>A command of which only the exit code is known.</summary>
internal static class PlainRun
{
    public static RunnerCommand Prepare(TestPlan plan) => new(CommandRequest.Shell(plan.Executable), (result, _) => Read(result));

    private static RunnerOutput Read(CommandResult result)
    {
        var ended = result.Killed == KillReason.None;
        var outcome = result.Succeeded ? TestOutcome.Passed : !ended || result.ExitCode is 126 or 127 ? TestOutcome.Error : TestOutcome.Failed;
        var message = result.Succeeded ? "" : ended ? $"exit code {result.ExitCode}" : $"killed: {result.Killed} limit";
        var test = new TestResult(TestPlan.CommandTest, outcome, result.Seconds, message, result.Succeeded ? "" : result.Output);
        return new RunnerOutput([test], ended && result.ExitCode is not (126 or 127), result.WholeOutput.ToArray());
    }
}
