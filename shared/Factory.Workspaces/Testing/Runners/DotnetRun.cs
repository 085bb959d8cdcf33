using System.Text;
using System.Xml;
using System.Xml.Linq;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Testing.Runners;

/// <summary><c>dotnet test</c> with trx reports, which are printed behind the run's token when it has ended.</summary>
internal static class DotnetRun
{
    // Results go to a folder of the sandbox's own; nothing is written beside the tests.
    private const string Script = """
        read -r token
        "$@" </dev/null
        code=$?
        for report in /tmp/factory-trx/*.trx; do [ -s "$report" ] || continue; printf '\036%s' "$token"; base64 -w0 <"$report"; echo; done
        printf '\036%s.%s\n' "$token" "$code"
        exit $code
        """;

    /// <summary>
    /// A build is a few short processes, most of whose time would go to compiling our compilers a second and a third time: they stay as they are loaded, and end with
    /// the build. The tests' own process compiles what is called often as soon as ever (below), only without PGO.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_TC_CallCountingDelayMs"] = "EA60",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static RunnerCommand Prepare(TestPlan plan, TestSelection? selection, string token)
    {
        List<string> command = [plan.Executable, "test", .. plan.Arguments, "--nologo", "--logger", "trx", "--results-directory", "/tmp/factory-trx", "--environment", "DOTNET_TC_CallCountingDelayMs=64"];
        if (selection is { Names.Count: <= 50 } && !plan.Arguments.Contains("--filter") && !plan.Arguments.Contains("--"))
        {
            command.AddRange(["--filter", string.Join('|', selection.Names.Select(Filter).Distinct())]);
        }

        var request = new CommandRequest(["/bin/sh", "-c", Script, "run", .. command]) { Input = Encoding.UTF8.GetBytes(token + "\n") };
        return new RunnerCommand(request, (result, _) => Read(result, token));
    }

    // A theory's name ends with its arguments, which filters cannot hold.
    private static string Filter(string name) => "FullyQualifiedName~" + (name.IndexOf('(', StringComparison.Ordinal) is var at and >= 0 ? name[..at] : name);

    private static RunnerOutput Read(CommandResult result, string token)
    {
        var results = new List<TestResult>();
        var ended = false;
        var rest = result.WholeOutput.ToArray();
        while (MarkedText.Split(rest, token) is { Marked: { } marked } split)
        {
            rest = split.Remaining;
            if (marked.StartsWith('.')) ended = results.Count > 0;
            else results.AddRange(Parse(marked));
        }

        return new RunnerOutput([.. results.GroupBy(r => r.Name).Select(g => g.FirstOrDefault(r => r.IsBad) ?? g.First())], ended, rest);
    }

    private static IEnumerable<TestResult> Parse(string base64)
    {
        XDocument report;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(Convert.FromBase64String(base64)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            report = XDocument.Load(reader);
        }
        catch (Exception error) when (error is FormatException or XmlException)
        {
            return [];
        }

        return report.Descendants(Trx + "UnitTestResult").Select(Result);
    }

    private static TestResult Result(XElement test)
    {
        var error = test.Element(Trx + "Output")?.Element(Trx + "ErrorInfo");
        var message = error?.Element(Trx + "Message")?.Value ?? "";
        var outcome = test.Attribute("outcome")?.Value switch
        {
            "Passed" => TestOutcome.Passed,
            "NotExecuted" or "Inconclusive" or "Pending" => TestOutcome.Skipped,
            "Failed" => TestOutcome.Failed,
            _ => TestOutcome.Error,
        };
        var seconds = TimeSpan.TryParse(test.Attribute("duration")?.Value, System.Globalization.CultureInfo.InvariantCulture, out var duration) ? duration.TotalSeconds : 0;
        return new TestResult(test.Attribute("testName")?.Value ?? "?", outcome, seconds, message, error is null ? "" : $"{message}\n{error.Element(Trx + "StackTrace")?.Value}");
    }
}
