using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Router.Tests.Mechanic;

public sealed class PlayingThePlanner
{
    private const string Task = "## Task\n\nCart total is wrong\n\n## Report\n\n```text\nThe total ignores the third item.\n## Task\nSomething else\n```\n";

    [Fact]
    public void Failing_tests_become_the_contract()
    {
        var plan = Plan(Tests("""{"name":"test_cart.test_total","message":"assert 3 == 4"},{"name":"test_cart.test_empty","message":""}"""));

        Assert.True(plan.Reproduced);
        Assert.Equal("Cart total is wrong", Assert.Single(plan.Features).Title);
        Assert.Equal(["A1", "A2"], plan.Contract.Select(assertion => assertion.Id));
        Assert.Equal(["test_cart.test_total"], plan.Contract[0].Tests);
        Assert.Contains("assert 3 == 4", plan.Contract[0].Statement, StringComparison.Ordinal);
        Assert.Contains("2 failing and 2 passing", plan.Plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_failing_tests_are_one_assertion()
    {
        var plan = Plan(Tests(string.Join(',', Enumerable.Range(1, 6).Select(n => $$"""{"name":"t{{n}}","message":"no"}"""))));

        Assert.Equal(6, Assert.Single(plan.Contract).Tests.Count);
    }

    [Fact]
    public void Tests_that_the_report_names_come_before_others()
    {
        var failed = """{"name":"test_cart.CartTest.test_total_of_three","message":"no"},{"name":"test_cart.test_other","message":"no"}""";

        var plan = Plan(Tests(failed), "## Task\n\nCart\n\n## Report\n\n```text\ntest_total_of_three fails for me\n```\n");

        Assert.Equal(["test_cart.CartTest.test_total_of_three"], Assert.Single(plan.Contract).Tests);
        Assert.Contains("1 more fail", plan.Plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_that_fail_because_something_is_not_installed_are_left_out()
    {
        var plan = Plan(Tests("""{"name":"a","message":"ModuleNotFoundError: No module named 'numpy'"},{"name":"b","message":"assert False"}"""));

        Assert.Equal(["b"], Assert.Single(plan.Contract).Tests);
    }

    [Theory]
    [InlineData("""{"command":"pytest","passed":["a","b"],"failed":[],"skipped":[],"exitCode":0,"seconds":1,"problem":null,"cut":3}""", false, "No test fails: 5 passed with `pytest`")]
    [InlineData("""{"command":"pytest","passed":[],"failed":[],"skipped":[],"exitCode":null,"seconds":1,"problem":"killed at the time limit","cut":0}""", false, "killed at the time limit")]
    [InlineData("No tests were found: give --test.", true, "No tests were found")]
    public void Without_a_failing_test_nothing_is_planned(string result, bool isError, string reason)
    {
        var plan = Played.Role(RoleNames.Planner, Task, (ToolCatalog.RunTests, result, isError)).Finished<PlannerResult>(RoleNames.Planner);

        Assert.False(plan.Reproduced);
        Assert.StartsWith(reason, plan.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_is_refused_ends_with_the_reason()
    {
        var played = Played.Role(RoleNames.Planner, Task, (ToolCatalog.RunTests, Tests("""{"name":"a","message":"x"}"""), false), (ToolCatalog.Finish, "Too many assertions.", true));

        Assert.Contains("Too many assertions", played.Finished<PlannerResult>(RoleNames.Planner).Reason, StringComparison.Ordinal);
    }

    /// <summary>The words of a plan for these failing tests.</summary>
    internal static string PlanFor(string failed) => Plan(Tests(failed)).Plan;

    private static PlannerResult Plan(string tests, string task = Task) =>
        Played.Role(RoleNames.Planner, task, (ToolCatalog.RunTests, tests, false)).Finished<PlannerResult>(RoleNames.Planner);

    private static string Tests(string failed) =>
        $$"""{"command":"python3 -m unittest","passed":["p1","p2"],"failed":[{{failed}}],"skipped":[],"exitCode":1,"seconds":0.2,"problem":null,"cut":0}""";
}
