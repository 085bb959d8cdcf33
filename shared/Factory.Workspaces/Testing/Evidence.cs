namespace Factory.Workspaces.Testing;

/// <summary>What the tester wants to see.</summary>
/// <param name="BaseCommit">The commit before the change; the workspace has it.</param>
/// <param name="HeadCommit">The commit with the change; the workspace has it.</param>
/// <param name="GivenCommand">The command that a person gave, or null to detect on base.</param>
/// <param name="Timeout">Wall-clock time of each run.</param>
/// <param name="Repeats">Runs on head beyond the first, to notice flaky tests; a test that ever fails has failed. Default: 0.</param>
public sealed record EvidenceRequest(string BaseCommit, string HeadCommit, string? GivenCommand, TimeSpan Timeout, int Repeats = 0)
{
    /// <summary>Commands to look at beside the tests. Default: none.</summary>
    public IReadOnlyList<EvidenceCommand> Commands { get; init; } = [];

    /// <summary>
    /// A commit with tests that were written before the change; the workspace has it. Head's own tests of the same paths are set aside for them. Default: none.
    /// </summary>
    public string? TestsCommit { get; init; }
}

/// <param name="OnBase">Outcome before the change, of an added test over base's product files; null when the test was not seen there.</param>
/// <param name="OnHead">Outcome with the change; null when the test was not seen there.</param>
/// <param name="Added">A test that only head has.</param>
public sealed record TestComparison(string Name, TestOutcome? OnBase, TestOutcome? OnHead, bool Added)
{
    /// <summary>It passed before, and it does not any more, or was not seen any more.</summary>
    public bool Regressed => OnBase == TestOutcome.Passed && OnHead != TestOutcome.Passed;

    /// <summary>It did not pass before, and it does now.</summary>
    public bool Fixed => OnBase is TestOutcome.Failed or TestOutcome.Error && OnHead == TestOutcome.Passed;
}

/// <param name="Name">Which run it is: <c>base</c>, <c>head</c> or <c>added</c>.</param>
/// <param name="Commit">The commit whose product files were tested.</param>
/// <param name="LogHash">SHA-256 of the report's log, 64 lower-case hexadecimal digits.</param>
public sealed record EvidenceLog(string Name, string Commit, TestReport Report, string LogHash);

/// <summary>What was seen of a change: base's tests, runner and configuration over base's and over head's product files, then head's own added tests.</summary>
/// <param name="Plan">How tests were run, decided on base. Null when no tests were found and none were given.</param>
/// <param name="Tests">Each test by name.</param>
/// <param name="OnBase">Base's tests on base.</param>
/// <param name="OnHead">Base's tests over head's product files. A test that head's run should have seen and did not counts as gone.</param>
/// <param name="Added">Tests that only head has, run with base's configuration; null when there are none.</param>
/// <param name="SetAside">Files of the change that judge the product (tests, configuration) and were therefore left out of <see cref="OnHead"/>.</param>
/// <param name="Explanation">Why there is no evidence, where there is none.</param>
public sealed record EvidenceResult(
    TestPlan? Plan, IReadOnlyList<TestComparison> Tests, EvidenceLog? OnBase, EvidenceLog? OnHead, EvidenceLog? Added, IReadOnlyList<string> SetAside, string Explanation)
{
    /// <summary>What the commands did; empty where none was asked for, or where head's run is not believed.</summary>
    public IReadOnlyList<CommandComparison> Commands { get; init; } = [];

    /// <summary>Names of the tests that passed on base and do not pass on head.</summary>
    public IReadOnlyList<string> Regressions => [.. Tests.Where(t => t.Regressed).Select(t => t.Name)];

    /// <summary>Names of the tests that did not pass on base and pass on head.</summary>
    public IReadOnlyList<string> Fixed => [.. Tests.Where(t => t.Fixed).Select(t => t.Name)];

    /// <summary>Names of added tests that do not pass on head.</summary>
    public IReadOnlyList<string> AddedFailing => [.. Tests.Where(t => t.Added && t.OnHead is TestOutcome.Failed or TestOutcome.Error).Select(t => t.Name)];

    /// <summary>Whether head's run is to be believed and nothing that passed before stopped passing.</summary>
    public bool NoRegressions => OnHead is { Report: { Complete: true, CouldNotStart: null } } && Regressions.Count == 0;

    /// <summary>Whether a named test passes on head, on base's or on its own added tests. An empty name list asks for the whole command.</summary>
    public bool Passes(IReadOnlyList<string> names) => names.Count == 0
        ? OnHead is { Report.AllPassed: true } && AddedFailing.Count == 0
        : names.All(n => Tests.Any(t => t.Name == n && t.OnHead == TestOutcome.Passed));
}
