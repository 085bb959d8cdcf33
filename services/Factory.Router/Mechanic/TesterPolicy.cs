using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;

namespace Factory.Router.Mechanic;

/// <summary>Writing a test from a report needs a reader of reports: the mechanic looks whether one fails already, and says so.</summary>
internal static class TesterPolicy
{
    public static Answer Answer(Conversation conversation) => conversation.Newest(ToolCatalog.RunTests) is { } result
        ? conversation.Finish("The mechanic writes no tests.", new TesterResult(Reproduced: false, [], Reason(TestsSeen.From(result))))
        : conversation.Call("I run the repository's tests.", (ToolCatalog.RunTests, new { }));

    private static string Reason(TestsSeen seen)
    {
        var what = seen.Problem is { } problem ? $"The tests could not be run: {problem}"
            : seen.Failed.Count > 0 ? $"{seen.Failed.Count} tests fail ({OneLine.Of(string.Join(", ", seen.Failed.Select(test => test.Name)), 200)})"
            : $"No test fails ({seen.Passed} passed with `{seen.Command}`)";
        return $"{what}. The mechanic writes no tests: add a failing one, or cast the role tester with a model.";
    }
}
