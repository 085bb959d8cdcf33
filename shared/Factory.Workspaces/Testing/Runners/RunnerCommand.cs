using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Testing.Runners;

/// <summary>What to run, and how its output is read.</summary>
/// <param name="Read">Given how the command ended and the checkout's root as the sandbox sees it.</param>
internal sealed record RunnerCommand(CommandRequest Request, Func<CommandResult, string, RunnerOutput> Read);

/// <param name="Ended">Whether the runner reached its own end.</param>
/// <param name="Rest">What was printed beside results.</param>
internal sealed record RunnerOutput(IReadOnlyList<TestResult> Results, bool Ended, byte[] Rest)
{
    public static RunnerOutput Of(TestRecords records) => new(records.Results(), records.Ended, records.Rest);
}
