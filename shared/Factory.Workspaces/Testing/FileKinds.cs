using System.Text.RegularExpressions;

namespace Factory.Workspaces.Testing;

/// <summary>
/// Which files are the product and which decide how it is judged: tests, their data and the configuration of runners and builds. Conservative: what is in
/// doubt counts as judging, so a change to it alone proves nothing.
/// </summary>
public static partial class FileKinds
{
    /// <summary>Whether the file is a test, helps tests, or decides which tests run and how.</summary>
    /// <param name="path">Relative to the checkout, with forward slashes.</param>
    public static bool JudgesTheProduct(string path) => IsTest(path) || IsConfiguration(path);

    /// <summary>A test or something only tests use, by its folder or its name.</summary>
    public static bool IsTest(string path)
    {
        var parts = path.Split('/');
        return parts[..^1].Any(f => TestFolder().IsMatch(f)) || TestFile().IsMatch(parts[^1]);
    }

    /// <summary>Configuration of test runners, builds and interpreters' start-up.</summary>
    public static bool IsConfiguration(string path)
    {
        var parts = path.Split('/');
        return parts[..^1].Any(f => RunnerFolder().IsMatch(f)) || ConfigurationFile().IsMatch(parts[^1]);
    }

    [GeneratedRegex(@"^(tests?|testing|__tests__|__mocks__|__snapshots__|spec|specs|e2e|fixtures?|testdata|test[-_]data|.+[._-]tests?)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestFolder();

    [GeneratedRegex(@"^(test[_-].*|tests?\.[^.]+|.*[_-]tests?\.[^.]+|.*\.(test|tests|spec|snap)(\.[^.]+)?|.*(?-i:Tests?|Specs?)\.(cs|fs|vb|java|kt)|(?-i:Test[A-Z].*|.*TestCase)\.(java|kt)|conftest\.py)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestFile();

    // What is installed, or stands before what is installed: a runner of the change's own would say whatever it likes.
    [GeneratedRegex(@"^(node_modules|site-packages|\.?venv|_?pytest|pluggy)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunnerFolder();

    [GeneratedRegex(
        @"^(unittest\.py|_?pytest\.py|pluggy\.py|pytest\.ini|\.pytest\.ini|setup\.cfg|tox\.ini|noxfile\.py|pyproject\.toml|sitecustomize\.py|usercustomize\.py|\.coveragerc|.*\.pth|"
        + @"package\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|\.npmrc|\.mocharc.*|(jest|vitest|vite|karma|ava|babel|nyc)\.config\..*|\.babelrc.*|\.nycrc.*|tsconfig.*\.json|"
        + @".*\.runsettings|.*\.testsettings|xunit\.runner\.json|Directory\.(Build|Packages)\.(props|targets)|nuget\.config|global\.json|.*\.(sln|slnx|csproj|fsproj|vbproj|props|targets)|"
        + @"Makefile|GNUmakefile|.*\.mk|pom\.xml|.*\.gradle(\.kts)?|gradle\.properties)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConfigurationFile();
}
