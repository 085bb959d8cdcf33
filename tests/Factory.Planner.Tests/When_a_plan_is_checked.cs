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

    private static PlannerResult Plan(string id, string statement = "the total is right") =>
        new("Do it.", Reproduced: true, [new PlannedFeature("Total", [])], [new Assertion(id, statement, ["tests.test_total"])]);
}
