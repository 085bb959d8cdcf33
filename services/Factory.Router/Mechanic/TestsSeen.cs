using Factory.History;
using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Router.Mechanic;

/// <summary>What a call of run_tests said.</summary>
/// <param name="Problem">Why it says nothing about the tests; null when it does.</param>
internal sealed record TestsSeen(string Command, int Passed, IReadOnlyList<FailedTest> Failed, string? Problem)
{
    public static TestsSeen From(ToolResult result)
    {
        try
        {
            var answer = JsonSerializer.Deserialize<TestsAnswer>(result.Text, DroidJson.Options);
            return answer is null ? Unknown(result) : new TestsSeen(answer.Command, answer.Passed.Count + answer.Cut, answer.Failed, answer.Problem);
        }
        catch (JsonException)
        {
            return Unknown(result);
        }
    }

    private static TestsSeen Unknown(ToolResult result) => new("", 0, [], OneLine.Of(result.Text, 500));
}
