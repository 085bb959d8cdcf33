using System.Text.Json;
using System.Text.RegularExpressions;

namespace Factory.Workspaces.Testing;

/// <summary>Reads a given command: where its runner is recognised, tests get names; anything else runs as it is.</summary>
internal static partial class TestCommand
{
    private static readonly Dictionary<string, string> NoVariables = new(StringComparer.Ordinal);

    public static TestPlan Parse(string command, RepositoryFiles files) => Recognise(command.Trim(), files, "", 0) ?? Plain(command.Trim());

    public static TestPlan Plain(string command) => new(TestRunnerKind.Command, command, [], [], "", NoVariables, Given: true, command);

    private static TestPlan? Recognise(string command, RepositoryFiles files, string folder, int depth)
    {
        var text = command;
        if (ChangeFolder().Match(text) is { Success: true } change)
        {
            folder = RepositoryFiles.Join(folder, change.Groups["folder"].Value.Trim('"', '\''));
            text = text[change.Length..];
            if (!files.HasFolder(folder)) return null;
        }

        if (ShellWords.Split(text) is not { Count: > 0 } words) return null;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var first = 0;
        while (first < words.Count && Assignment().Match(words[first]) is { Success: true } assignment)
        {
            variables[assignment.Groups["name"].Value] = words[first++][assignment.Length..];
        }

        if (first == words.Count) return null;
        var plan = ByProgram(words[first], [.. words.Skip(first + 1)], files, folder, depth);
        return plan is null ? null : plan with { Environment = Merge(plan.Environment, variables), Given = true, CommandText = command };
    }

    private static TestPlan? ByProgram(string program, List<string> arguments, RepositoryFiles files, string folder, int depth)
    {
        var name = program[(program.LastIndexOf('/') + 1)..];
        if (Python().IsMatch(name)) return ByPython(program, arguments, files, folder);
        return name switch
        {
            "pytest" or "py.test" => Make(TestRunnerKind.Pytest, "python3", arguments, folder),
            "node" or "nodejs" => ByNode(program, arguments, files, folder),
            "dotnet" when arguments is ["test", ..] => Make(TestRunnerKind.DotnetTest, program, arguments[1..], folder),
            "mvn" when arguments.Contains("test") || arguments.Contains("verify") => Make(TestRunnerKind.Maven, program, arguments, folder) with { Files = JavaDetection.TestFiles(files, folder) },
            "npm" or "yarn" or "pnpm" when IsTestScript(arguments) => ByPackageScript(files, folder, depth),
            "npx" when arguments is ["jest" or "mocha", ..] => ByTool(arguments[0], arguments[1..], files, folder),
            "jest" or "mocha" => ByTool(name, arguments, files, folder),
            _ => null,
        };
    }

    private static TestPlan? ByPython(string program, List<string> arguments, RepositoryFiles files, string folder)
    {
        while (arguments is ["-B" or "-u" or "-bb" or "-Werror" or "-Wall", ..]) arguments = arguments[1..];
        if (arguments is ["-m", "unittest", .. var unittest]) return Make(TestRunnerKind.Unittest, program, unittest, folder);
        if (arguments is ["-m", "pytest" or "py.test", .. var pytest]) return Make(TestRunnerKind.Pytest, program, pytest, folder);
        if (arguments is not [var script] || !script.EndsWith(".py", StringComparison.Ordinal)) return null;
        var text = files.ReadText(RepositoryFiles.Join(folder, script));
        if (text is null) return null;
        var kind = text.Contains("unittest.main", StringComparison.Ordinal) ? TestRunnerKind.Unittest : TestRunnerKind.PythonScript;
        return Make(kind, program, [], folder) with { Files = [script] };
    }

    private static TestPlan? ByNode(string program, List<string> arguments, RepositoryFiles files, string folder)
    {
        if (arguments.Contains("--test")) return Make(TestRunnerKind.NodeTest, program, [.. arguments.Where(a => a != "--test")], folder);
        if (arguments is not [var script]) return null;
        return files.ReadText(RepositoryFiles.Join(folder, script)) is { } text && text.Contains("node:test", StringComparison.Ordinal)
            ? Make(TestRunnerKind.NodeTest, program, [], folder) with { Files = [script] }
            : null;
    }

    /// <summary>The package's test script, read instead of run through npm: pre- and post-scripts are left out.</summary>
    public static TestPlan? ByPackageScript(RepositoryFiles files, string folder, int depth = 0)
    {
        if (depth > 2 || PackageScript(files, folder) is not { } script) return null;
        return Recognise(script, files, folder, depth + 1)
            ?? Plain((folder.Length == 0 ? "" : $"cd {ShellWords.Quote(folder)} && ") + $"PATH=\"$PWD/node_modules/.bin:$PATH\"; {script}");
    }

    public static string? PackageScript(RepositoryFiles files, string folder)
    {
        if (files.ReadText(RepositoryFiles.Join(folder, "package.json")) is not { } json) return null;
        try
        {
            using var package = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return package.RootElement.ValueKind == JsonValueKind.Object
                && package.RootElement.TryGetProperty("scripts", out var scripts) && scripts.ValueKind == JsonValueKind.Object
                && scripts.TryGetProperty("test", out var test) && test.ValueKind == JsonValueKind.String
                && test.GetString() is { Length: > 0 } text && !text.Contains("no test specified", StringComparison.Ordinal)
                    ? text
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TestPlan? ByTool(string tool, List<string> arguments, RepositoryFiles files, string folder)
    {
        var script = tool == "jest" ? "node_modules/jest/bin/jest.js" : "node_modules/mocha/bin/mocha.js";
        return files.Exists(RepositoryFiles.Join(folder, script))
            ? Make(tool == "jest" ? TestRunnerKind.Jest : TestRunnerKind.Mocha, "node", arguments, folder)
            : null;
    }

    private static bool IsTestScript(List<string> arguments) => arguments is ["test" or "t"] or ["run", "test"] or ["--silent" or "-s", "test"] or ["test", "--silent" or "-s"];

    private static TestPlan Make(TestRunnerKind kind, string program, List<string> arguments, string folder) =>
        new(kind, program, arguments, [], folder, NoVariables, Given: true, "");

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> inner, Dictionary<string, string> outer)
    {
        var merged = new Dictionary<string, string>(inner, StringComparer.Ordinal);
        foreach (var (name, value) in outer) merged.TryAdd(name, value);
        return merged;
    }

    [GeneratedRegex("""^cd\s+(?<folder>[\w./-]+|"[^"$`]+"|'[^']+')\s*&&\s*""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChangeFolder();

    [GeneratedRegex("^(?<name>[A-Za-z_][A-Za-z0-9_]*)=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(python[0-9.]*|pypy[0-9.]*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Python();
}
