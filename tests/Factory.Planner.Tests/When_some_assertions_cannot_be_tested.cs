using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Contracts.Runs;
using Factory.Planner.Planning;

namespace Factory.Planner.Tests;

public sealed class When_some_assertions_cannot_be_tested
{
    private static readonly Assertion Tested = new("A1", "it adds", ["tests.test_add"]);
    private static readonly Assertion Commanded = new("A2", "it prints", []) { Command = "python3 show.py" };
    private static readonly Assertion Missing = new("A3", "it is fast", []);

    [Fact]
    public void Only_those_without_tests_and_command_lack_a_test() => Assert.Equal([Missing], PlanCoverage.Missing([Tested, Commanded, Missing]));

    [Fact]
    public void Written_tests_become_their_proof()
    {
        var covered = Of([Feature("F1", "A1", "A3")], Missing with { Tests = ["tests.test_fast"] });

        Assert.Equal(["tests.test_fast"], covered.Contract.Single(assertion => assertion.Id == "A3").Tests);
        Assert.Empty(covered.Uncovered);
        Assert.Empty(covered.LeftOut);
    }

    [Fact]
    public void Without_tests_they_leave_the_contract_and_their_features_and_are_said()
    {
        var covered = Of([Feature("F1", "A1", "A3")]);

        Assert.Equal(["A1", "A2"], covered.Contract.Select(assertion => assertion.Id));
        Assert.Equal(["A1"], Assert.Single(covered.Features).Assertions!);
        Assert.Equal(new UncoveredAssertion("A3", "it is fast", "no clock"), Assert.Single(covered.Uncovered));
    }

    [Fact]
    public void A_feature_that_has_nothing_else_to_prove_is_left_out_with_those_that_need_it()
    {
        var covered = Of([Feature("F1", "A3"), Feature("F2", "A1") with { DependsOn = ["F1"] }, Feature("F3", "A2")]);

        Assert.Equal(["F3"], covered.Features.Select(feature => feature.Title));
        Assert.Equal(["F1", "F2"], covered.LeftOut);
    }

    [Fact]
    public void The_guess_counts_a_run_of_the_tester_and_takes_the_planners_price()
    {
        // Two coders (4 and 10 turns), two reviews, docs, tester: 14 turns and four times 5.
        var guess = PlanGuess.Of([Feature("F1") with { Turns = 4 }, Feature("F2")], [Missing], new Spending(0.30m, 9_000, 3));

        Assert.Equal(new PlanEstimate(6, 34, 3.4m), guess);
    }

    [Fact]
    public void A_planner_that_cost_nothing_guesses_no_cost() => Assert.Equal(0, PlanGuess.Of([Feature("F1")], [Tested], Spending.None).Usd);

    private static PlanCoverage Of(PlannedFeature[] features, params Assertion[] covered) => PlanCoverage.Of(features, [Tested, Commanded, Missing], covered, _ => "no clock");

    private static PlannedFeature Feature(string id, params string[] assertions) => new(id, [], assertions) { Id = id };
}
