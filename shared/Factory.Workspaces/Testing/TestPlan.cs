namespace Factory.Workspaces.Testing;

/// <summary>What runs a repository's tests.</summary>
public enum TestRunnerKind
{
    /// <summary>Any command; only its exit code is known, as one pseudo-test named <see cref="TestPlan.CommandTest"/>.</summary>
    Command = 1,

    /// <summary>Python's unittest; plain test functions and scripts are collected as well where no command was given.</summary>
    Unittest = 2,

    /// <summary>pytest. Detected repositories fall back to <see cref="Unittest"/>'s collection where pytest is not installed.</summary>
    Pytest = 3,

    /// <summary>Python files that test by being run, each one pseudo-test named by its path.</summary>
    PythonScript = 4,

    /// <summary>Node's own test runner, <c>node --test</c>.</summary>
    NodeTest = 5,

    /// <summary>jest, from the repository's own node_modules.</summary>
    Jest = 6,

    /// <summary>mocha, from the repository's own node_modules.</summary>
    Mocha = 7,

    /// <summary><c>dotnet test</c>, whose results are read from its trx reports.</summary>
    DotnetTest = 8,

    /// <summary>Java's tests (JUnit 4 and 5, or main methods), compiled and run by our own program around the repository's JUnit.</summary>
    Java = 9,

    /// <summary><c>mvn test</c>, offline, whose results are read from surefire's reports. Detected repositories are run like <see cref="Java"/> where Maven's plugins are not on this computer.</summary>
    Maven = 10,
}

/// <summary>How a repository's tests are run.</summary>
/// <param name="Runner">What runs them.</param>
/// <param name="Executable">The interpreter or tool that starts the runner, for example <c>python3</c>; the shell's text for <see cref="TestRunnerKind.Command"/>.</param>
/// <param name="Arguments">The runner's own arguments, as a person gave them or as detection chose them.</param>
/// <param name="Files">Test files that were detected, relative to <paramref name="Folder"/>; empty where the arguments decide.</param>
/// <param name="Folder">Where to run, relative to the checkout; empty for its root.</param>
/// <param name="Environment">Variables that a given command set in front of itself, for example <c>PYTHONPATH=src</c>.</param>
/// <param name="Given">True when a person gave the command.</param>
/// <param name="CommandText">What a person would type to run the same tests.</param>
public sealed record TestPlan(
    TestRunnerKind Runner,
    string Executable,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Files,
    string Folder,
    IReadOnlyDictionary<string, string> Environment,
    bool Given,
    string CommandText)
{
    /// <summary>Name of the one pseudo-test of a command of which only the exit code is known.</summary>
    public const string CommandTest = "command";

    /// <summary>Whether tests are known by name.</summary>
    public bool HasNames => Runner != TestRunnerKind.Command;

    /// <summary>Whether the tests are Python's, run by our own script around the repository's runner.</summary>
    public bool IsPython => Runner is TestRunnerKind.Unittest or TestRunnerKind.Pytest or TestRunnerKind.PythonScript;
}

/// <summary>What detection came to: a plan, or why there is none and what to do about it.</summary>
/// <param name="Plan">Null when no tests were found.</param>
/// <param name="Explanation">What was recognised, or what was looked for and that <c>--test</c> helps.</param>
public sealed record DetectedTests(TestPlan? Plan, string Explanation)
{
    /// <summary>Whether there is a plan.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Plan))]
    public bool Found => Plan is not null;
}

/// <summary>Runs only the named tests, where the runner can; the others are left out of the report.</summary>
/// <param name="Names">Names as a report of the same plan gives them.</param>
public sealed record TestSelection(IReadOnlyList<string> Names);
