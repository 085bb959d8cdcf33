using System.Text.RegularExpressions;

namespace Factory.Workspaces.Testing;

/// <summary>Finds a Java repository's tests: JUnit 4 and 5, and test classes that are run by their main method.</summary>
internal static partial class JavaDetection
{
    private static readonly Dictionary<string, string> NoVariables = new(StringComparer.Ordinal);

    public static (TestPlan Plan, int Tests)? Find(RepositoryFiles files)
    {
        var judging = TestFiles(files);
        var tests = judging.Count(f => files.ReadText(f) is { } text && IsTest(text));
        if (tests == 0) return null;
        var plan = files.Exists("pom.xml")
            ? new TestPlan(TestRunnerKind.Maven, "mvn", ["test"], judging, "", NoVariables, Given: false, "mvn test")
            : new TestPlan(TestRunnerKind.Java, "java", [], judging, "", NoVariables, Given: false, files.Exists("gradlew") ? "./gradlew test" : "javac and JUnit");
        return (plan, tests);
    }

    /// <summary>Java files that are tests or help tests, relative to a folder.</summary>
    public static List<string> TestFiles(RepositoryFiles files, string folder = "")
    {
        var root = folder.Length == 0 ? "" : folder + "/";
        return [.. files.All.Where(f => f.EndsWith(".java", StringComparison.Ordinal) && f.StartsWith(root, StringComparison.Ordinal) && FileKinds.IsTest(f)).Select(f => f[root.Length..])];
    }

    private static bool IsTest(string text) => JUnit().IsMatch(text) || Main().IsMatch(text);

    [GeneratedRegex(@"^\s*import\s+(static\s+)?(org\.junit\.|junit\.framework\.)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JUnit();

    [GeneratedRegex(@"\bpublic\s+static\s+void\s+main\s*\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Main();
}
