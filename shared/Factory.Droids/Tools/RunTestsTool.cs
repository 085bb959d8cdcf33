using System.Text;
using System.Text.Json;
using Factory.Droids.Roles;
using Factory.Droids.Sessions;
using Factory.History;
using Factory.Workspaces.Scanning;
using Factory.Workspaces.Testing;

namespace Factory.Droids.Tools;

/// <summary>The repository's tests, all or those named, with a structured answer.</summary>
internal sealed class RunTestsTool : ITool
{
    private const int MostNames = 400;
    private const int LongestMessage = 400;
    private const int ShortMessage = 50;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    public string Name => ToolCatalog.RunTests;

    public bool Writes => true;

    public async Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var detected = TestDetection.Detect(context.Workspace, context.Spec?.Tests.Command);
        if (!detected.Found)
            return new ToolOutcome(detected.Explanation, IsError: true);
        var names = arguments.Texts("tests");
        var report = await TestRunner.Run(context.Workspace, detected.Plan, names.Count == 0 ? null : new TestSelection(names), TimeLimit, ct);
        var log = Encoding.UTF8.GetBytes(Redaction.Of(Encoding.UTF8.GetString(report.Log)));
        return new ToolOutcome(Tell(detected.Plan, report, KeptOutputs.NameOf(BlobStore.Describe(context.Team, log))), IsError: report.CouldNotStart is not null) { Log = log };
    }

    /// <summary>JSON that fits in a result, since JSON with its middle cut out says nothing: passed tests are left out first, then words, failed tests last.</summary>
    internal static string Tell(TestPlan plan, TestReport report, string? log = null)
    {
        var (passed, failed, message) = (MostNames, MostNames, LongestMessage);
        while (true)
        {
            var text = JsonSerializer.Serialize(TestsAnswer.Of(plan, report, passed, failed, message) with { Log = log }, DroidJson.Options);
            if (text.Length <= TurnRunner.MostCharacters || failed <= 1)
                return text;
            (passed, failed, message) = passed > 0 ? (passed / 2, failed, message) : message > ShortMessage ? (0, failed, message / 2) : (0, failed / 2, message);
        }
    }
}

/// <summary>What run_tests answers, as JSON.</summary>
/// <param name="Command">What a person would type to run the same tests.</param>
/// <param name="Problem">Why the run is not to be believed: it could not start, was killed, or left early; null when it is.</param>
/// <param name="Cut">Passed tests that are not named, to keep the answer short.</param>
public sealed record TestsAnswer(string Command, IReadOnlyList<string> Passed, IReadOnlyList<FailedTest> Failed, IReadOnlyList<string> Skipped, int? ExitCode, double Seconds, string? Problem, int Cut)
{
    /// <summary>Name of the whole output, for the tool output.</summary>
    public string? Log { get; init; }

    internal static TestsAnswer Of(TestPlan plan, TestReport report, int mostPassed, int mostFailed, int longestMessage)
    {
        string[] Names(Func<TestResult, bool> which) => [.. report.Results.Where(which).Select(test => test.Name)];
        var passed = Names(test => test.Outcome == TestOutcome.Passed);
        var failed = report.Results.Where(test => test.IsBad).Take(mostFailed).Select(test => new FailedTest(test.Name, Shorten(test.Message, longestMessage)));
        return new TestsAnswer(
            plan.CommandText, [.. passed.Take(mostPassed)], [.. failed], [.. Names(test => test.Outcome == TestOutcome.Skipped).Take(mostPassed)],
            report.ExitCode, Math.Round(report.Seconds, 3), report.Problem, Math.Max(0, passed.Length - mostPassed));
    }

    private static string Shorten(string text, int longest) => text.Length <= longest ? text : text[..longest] + " […]";
}

/// <param name="Message">First words of what went wrong.</param>
public sealed record FailedTest(string Name, string Message);
