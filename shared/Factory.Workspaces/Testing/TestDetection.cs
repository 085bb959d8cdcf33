using System.Text.RegularExpressions;

namespace Factory.Workspaces.Testing;

/// <summary>Finds out how a repository's tests are run, from its own files.</summary>
public static partial class TestDetection
{
    private const string LookedFor =
        "no tests were found: looked for Python files named test_*.py, *_test.py or tests.py, a \"test\" script in package.json, JavaScript files named *.test.js, *.spec.js or "
        + "below test/ that use node:test, .NET test projects (xunit, NUnit, MSTest), Java files with JUnit tests or named *Test.java with a main method, and a \"test\" target in a Makefile. Say how to run the tests: give --test COMMAND";

    private static readonly Dictionary<string, string> NoVariables = new(StringComparer.Ordinal);

    /// <summary>
    /// A plan for the checkout in <paramref name="workspace"/>. A given command always wins; where its runner is recognised (unittest, pytest,
    /// node --test, npm test that is one of them, jest, mocha, dotnet test, mvn test) tests still get names.
    /// </summary>
    /// <param name="givenCommand">What a person gave, or null to detect.</param>
    public static DetectedTests Detect(Workspace workspace, string? givenCommand)
    {
        var files = new RepositoryFiles(workspace);
        if (!string.IsNullOrWhiteSpace(givenCommand))
        {
            var given = TestCommand.Parse(givenCommand, files);
            return new DetectedTests(given, $"the given command, as {given.Runner}");
        }

        var found = new[] { Python(files), JavaScript(files), DotNet(files), JavaDetection.Find(files), Make(files) }.OfType<(TestPlan Plan, int Files)>().ToList();
        if (found.Count == 0) return new DetectedTests(null, LookedFor);
        var (plan, count) = found.MaxBy(f => f.Files);
        return new DetectedTests(plan, $"{plan.Runner}: {count} test {(count == 1 ? "file" : "files")}, as by \"{plan.CommandText}\"");
    }

    private static (TestPlan, int)? Python(RepositoryFiles files)
    {
        var tests = files.All.Where(IsPythonTest).ToList();
        if (tests.Count == 0) return null;
        var variables = files.All.Any(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".py", StringComparison.Ordinal))
            ? new Dictionary<string, string>(StringComparer.Ordinal) { ["PYTHONPATH"] = "src" }
            : NoVariables;
        var prefix = variables.Count == 0 ? "" : "PYTHONPATH=src ";
        var pytest = UsesPytest(files, tests);
        var kind = pytest ? TestRunnerKind.Pytest : TestRunnerKind.Unittest;
        var text = prefix + (pytest ? "python3 -m pytest" : UnittestText(files, tests));
        return (new TestPlan(kind, "python3", [], tests, "", variables, Given: false, text), tests.Count);
    }

    private static bool IsPythonTest(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith(".py", StringComparison.Ordinal)
            && (name.StartsWith("test_", StringComparison.Ordinal) || name.EndsWith("_test.py", StringComparison.Ordinal) || name is "tests.py" or "test.py");
    }

    private static bool UsesPytest(RepositoryFiles files, List<string> tests) =>
        files.All.Any(f => f is "pytest.ini" or ".pytest.ini" || f.EndsWith("conftest.py", StringComparison.Ordinal))
        || files.Mentions("pyproject.toml", "[tool.pytest") || files.Mentions("setup.cfg", "[tool:pytest]") || files.Mentions("tox.ini", "[pytest]")
        || tests.Take(200).Any(t => files.ReadText(t) is { } text && ImportsPytest().IsMatch(text));

    private static string UnittestText(RepositoryFiles files, List<string> tests)
    {
        var folders = tests.Select(t => t.Contains('/', StringComparison.Ordinal) ? t[..t.LastIndexOf('/')] : "").Distinct().ToList();
        var pattern = tests.All(t => t[(t.LastIndexOf('/') + 1)..].StartsWith("test", StringComparison.Ordinal)) ? "" : " -p \"*test*.py\"";
        if (folders is not [{ Length: > 0 } folder]) return $"python3 -m unittest{(pattern.Length > 0 ? " discover" + pattern : "")}";
        var top = files.Exists($"{folder}/__init__.py") ? " -t ." : "";
        return $"python3 -m unittest discover -s {ShellWords.Quote(folder)}{top}{pattern}";
    }

    private static (TestPlan, int)? JavaScript(RepositoryFiles files)
    {
        var tests = files.All.Where(IsJavaScriptTest).ToList();
        if (TestCommand.ByPackageScript(files, "") is { } script) return (script with { Given = false, CommandText = "npm test" }, Math.Max(1, tests.Count));
        var own = tests.Where(t => files.ReadText(t) is { } text && text.Contains("node:test", StringComparison.Ordinal)).ToList();
        if (own.Count == 0) return null;
        return (new TestPlan(TestRunnerKind.NodeTest, "node", [], own, "", NoVariables, Given: false, "node --test"), own.Count);
    }

    private static bool IsJavaScriptTest(string path) =>
        JavaScriptFile().IsMatch(path) && (JavaScriptTestName().IsMatch(path) || $"/{path}".Contains("/test/", StringComparison.Ordinal)
            || $"/{path}".Contains("/tests/", StringComparison.Ordinal) || path.Contains("__tests__/", StringComparison.Ordinal));

    private static (TestPlan, int)? DotNet(RepositoryFiles files)
    {
        var projects = files.All.Where(f => f.EndsWith("proj", StringComparison.Ordinal) && files.ReadText(f) is { } text && TestSdk().IsMatch(text)).ToList();
        if (projects.Count == 0) return null;
        var solutions = files.All.Where(f => !f.Contains('/', StringComparison.Ordinal) && SolutionFile().IsMatch(f)).ToList();
        List<string> arguments = projects is [var only] ? [only] : solutions is [var solution, ..] ? [solution] : [];
        var sources = files.All.Count(f => f.EndsWith(".cs", StringComparison.Ordinal) && projects.Any(p => f.StartsWith(p[..(p.LastIndexOf('/') + 1)], StringComparison.Ordinal)));
        var text = string.Join(' ', ["dotnet", "test", .. arguments.Select(ShellWords.Quote)]);
        return (new TestPlan(TestRunnerKind.DotnetTest, "dotnet", arguments, [], "", NoVariables, Given: false, text), Math.Max(1, sources));
    }

    private static (TestPlan, int)? Make(RepositoryFiles files) =>
        files.ReadText("Makefile") is { } text && MakeTarget().IsMatch(text)
            ? (new TestPlan(TestRunnerKind.Command, "make test", [], [], "", NoVariables, Given: false, "make test"), 0)
            : null;

    private static bool Mentions(this RepositoryFiles files, string path, string text) => files.ReadText(path)?.Contains(text, StringComparison.Ordinal) == true;

    [GeneratedRegex(@"^\s*(import|from)\s+pytest\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ImportsPytest();

    [GeneratedRegex(@"\.[cm]?js$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JavaScriptFile();

    [GeneratedRegex(@"((^|/)test|[._-]test|\.spec|(^|/)test-[^/]*)\.[cm]?js$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JavaScriptTestName();

    [GeneratedRegex(@"Microsoft\.NET\.Test\.Sdk|""xunit|""NUnit|""MSTest", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestSdk();

    [GeneratedRegex(@"\.slnx?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SolutionFile();

    [GeneratedRegex(@"^test\s*:", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MakeTarget();
}
