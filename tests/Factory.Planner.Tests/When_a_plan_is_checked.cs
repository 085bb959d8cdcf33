using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Droids.Roles;
using Factory.Planner.Planning;

namespace Factory.Planner.Tests;

public sealed class When_a_plan_is_checked
{
    [Fact]
    public void One_that_can_be_carried_out_is_taken() => Assert.Null(PlanCheck.Problem(Plan("A1")));

    [Fact]
    public void An_assertion_may_not_pass_for_the_look_at_regressions() =>
        Assert.Contains(Evidence.NoRegressions, PlanCheck.Problem(Plan(Evidence.NoRegressions)), StringComparison.Ordinal);

    [Fact]
    public void A_statement_of_megabytes_is_refused() => Assert.NotNull(PlanCheck.Problem(Plan("A1", new string('x', 2_000_000))));

    [Fact]
    public void Tests_and_a_command_for_one_assertion_are_one_too_many() =>
        Assert.Contains("A1 has tests and a command", PlanCheck.Problem(With(new Assertion("A1", "it is right", ["t"]) { Command = "true" })), StringComparison.Ordinal);

    [Fact]
    public void An_empty_command_is_refused() => Assert.Contains("The command of A1 is empty", PlanCheck.Problem(With(new Assertion("A1", "it is right", []) { Command = " " })), StringComparison.Ordinal);

    [Fact]
    public void An_assertion_that_no_feature_makes_hold_is_named() =>
        Assert.Contains("No feature makes A2 hold", PlanCheck.Problem(new PlannerResult("Do it.", Reproduced: true, [new PlannedFeature("Total", [], ["A1"])], [new Assertion("A1", "x", ["t"]), new Assertion("A2", "y", ["u"])])), StringComparison.Ordinal);

    [Fact]
    public void More_commands_than_can_be_run_are_refused() =>
        Assert.Contains(
            "at most 15 commands",
            PlanCheck.Problem(new PlannerResult("Do it.", Reproduced: true, [new PlannedFeature("Total", [])], [.. Enumerable.Range(1, 16).Select(number => new Assertion($"A{number}", "x", []) { Command = "false" })])),
            StringComparison.Ordinal);

    private static PlannerResult With(Assertion assertion) => new("Do it.", Reproduced: true, [new PlannedFeature("Total", [])], [assertion]);

    private static PlannerResult Plan(string id, string statement = "the total is right") =>
        new("Do it.", Reproduced: true, [new PlannedFeature("Total", [])], [new Assertion(id, statement, ["tests.test_total"])]);
}
