namespace Factory.Workspaces.Testing;

/// <summary>How a test ended.</summary>
public enum TestOutcome
{
    Passed = 1,

    /// <summary>An assertion did not hold.</summary>
    Failed = 2,

    /// <summary>It broke otherwise: an exception, a time-out, a file that could not be loaded, or it was announced and never ended.</summary>
    Error = 3,

    Skipped = 4,
}

/// <param name="Name">Stable name within the repository, for example <c>tests.test_cart.CartTest.test_total</c>.</param>
/// <param name="Seconds">Time that the test itself took.</param>
/// <param name="Message">First words of what went wrong; empty when it passed.</param>
/// <param name="Trace">Stack trace as the runner gave it, cut in the middle; empty when it passed.</param>
public sealed record TestResult(string Name, TestOutcome Outcome, double Seconds, string Message, string Trace)
{
    /// <summary>Failed or errored.</summary>
    public bool IsBad => Outcome is TestOutcome.Failed or TestOutcome.Error;

    /// <summary>Whether it was ended because it took too long, as our own runner says it.</summary>
    public bool IsHang => IsBad && Message.Contains(TookTooLong, StringComparison.Ordinal);

    private const string TookTooLong = "the test took longer than it may";
}

/// <summary>What was seen when tests ran.</summary>
/// <param name="Results">One per test, in the order they ran; names are unique.</param>
/// <param name="ExitCode">Of the runner; null when it was killed or never started. Never decides alone where tests have names.</param>
/// <param name="Complete">Whether the runner reached its own end; false when it crashed, was killed, or left early by a call like <c>os._exit(0)</c>.</param>
/// <param name="Log">What was printed, bounded, followed by the results as this service read them.</param>
/// <param name="TimedOut">Killed at the time limit.</param>
/// <param name="CouldNotStart">Why nothing ran, for example that the executable is missing; null when it ran.</param>
/// <param name="Seconds">Wall-clock time of the whole run.</param>
public sealed record TestReport(
    IReadOnlyList<TestResult> Results, int? ExitCode, bool Complete, byte[] Log, bool TimedOut, string? CouldNotStart, double Seconds)
{
    /// <summary>Why the run is not to be believed, with what the runner said; null when it is.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the run is to be believed at all and nothing in it was bad: it ended by itself, saw at least one test pass, and none fail.</summary>
    public bool AllPassed => Complete && CouldNotStart is null && Passed > 0 && Results.All(r => !r.IsBad);

    public int Passed => Results.Count(r => r.Outcome == TestOutcome.Passed);

    public int Failed => Results.Count(r => r.IsBad);

    public int Skipped => Results.Count(r => r.Outcome == TestOutcome.Skipped);

    /// <summary>Names of the tests that failed or errored.</summary>
    public IReadOnlyList<string> FailingNames => [.. Results.Where(r => r.IsBad).Select(r => r.Name)];

    /// <summary>The outcome of a test, or null when it was not seen.</summary>
    public TestOutcome? OutcomeOf(string name) => Results.FirstOrDefault(r => r.Name == name)?.Outcome;
}
