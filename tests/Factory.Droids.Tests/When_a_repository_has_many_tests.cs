using System.Text.Json;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.Workspaces.Testing;
using TestResult = Factory.Workspaces.Testing.TestResult;

namespace Factory.Droids.Tests;

public sealed class When_a_repository_has_many_tests
{
    [Fact]
    public void The_answer_stays_whole_and_names_what_failed()
    {
        var name = new string('n', 100);
        IEnumerable<TestResult> passed = Enumerable.Range(0, 20_000).Select(number => new TestResult($"{name}{number}", TestOutcome.Passed, 0, "", ""));
        IEnumerable<TestResult> failed = Enumerable.Range(0, 100).Select(number => new TestResult($"bad{number}", TestOutcome.Failed, 0, new string('m', 1_000), ""));

        var text = RunTestsTool.Tell(Plan, new TestReport([.. passed, .. failed], 1, Complete: true, [], TimedOut: false, null, 1));

        var answer = JsonSerializer.Deserialize<TestsAnswer>(text, DroidJson.Options)!;
        Assert.InRange(text.Length, 1, TurnRunner.MostCharacters);
        Assert.Equal(100, answer.Failed.Count);
        Assert.Equal(20_000, answer.Passed.Count + answer.Cut);
    }

    private static TestPlan Plan => new(TestRunnerKind.Unittest, "python3", [], [], "", new Dictionary<string, string>(StringComparer.Ordinal), Given: false, "python3 -m unittest");
}
