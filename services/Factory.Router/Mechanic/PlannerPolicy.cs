using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;

namespace Factory.Router.Mechanic;

/// <summary>Runs the tests; those that fail are the contract.</summary>
internal static class PlannerPolicy
{
    private const int NamedOneByOne = 5;

    /// <summary>A search, and handing over.</summary>
    private const int CoderTurns = 2;
    private const string TestsHeading = "These are to be made pass, and no other may break:";

    public static Answer Answer(Conversation conversation) => conversation.Newest(ToolCatalog.RunTests) switch
    {
        null => conversation.Call("I run the repository's tests first.", (ToolCatalog.RunTests, new { })),
        _ when conversation.Refusal() is { } refusal => Nothing(conversation, $"The plan was refused: {refusal}"),
        { } result => Plan(conversation, TestsSeen.From(result)),
    };

    /// <summary>The tests that a plan of the mechanic names; none where somebody else planned.</summary>
    public static IReadOnlyList<string> TestsOf(string plan) =>
        [.. plan.Split('\n').SkipWhile(line => line != TestsHeading).Skip(1).TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..])];

    private static Answer Plan(Conversation conversation, TestsSeen seen)
    {
        if (seen.Failed.Count == 0)
        {
            return Nothing(conversation, seen.Problem ?? $"No test fails: {seen.Passed} passed with `{seen.Command}`. The mechanic starts from a failing test.");
        }

        var task = TaskSections.Of(conversation.Task);
        var relevant = RelevantTests.Of(seen.Failed, $"{task.Title}\n{task.Quoted("Report")}");
        var plan = new PlannerResult(Words(seen, relevant), Reproduced: true, [new PlannedFeature(task.Title, []) { Turns = CoderTurns }], Contract(relevant));
        return conversation.Finish($"{relevant.Count} failing tests show what is wrong.", plan);
    }

    private static Answer Nothing(Conversation conversation, string reason) =>
        conversation.Finish(reason, new PlannerResult("", Reproduced: false, [], [], reason));

    private static IReadOnlyList<Assertion> Contract(IReadOnlyList<FailedTest> tests) => tests.Count <= NamedOneByOne
        ? [.. tests.Select((test, index) => new Assertion($"A{index + 1}", Statement(test), [test.Name]))]
        : [new Assertion("A1", $"The {tests.Count} tests that fail on the base commit pass.", [.. tests.Select(test => test.Name)])];

    private static string Statement(FailedTest test) => test.Message.Length == 0
        ? $"{test.Name} passes; on the base commit it fails."
        : $"{test.Name} passes; on the base commit it fails with: {OneLine.Of(test.Message, 200)}";

    private static string Words(TestsSeen seen, IReadOnlyList<FailedTest> relevant)
    {
        var left = seen.Failed.Count - relevant.Count;
        return $"""
            On the base commit `{seen.Command}` shows {seen.Failed.Count} failing and {seen.Passed} passing tests.

            {TestsHeading}
            {string.Join('\n', relevant.Select(test => $"- {test.Name}"))}
            {(left == 0 ? "" : $"\n{left} more fail and are left as they are: the report does not speak of them, or what they need is not installed.\n")}
            1. Find the fault from the code that the failing tests run and the passing ones do not, and from their stack traces.
            2. Make the smallest edit that makes them pass.
            3. Run all tests.
            """;
    }
}
