using Factory.Contracts.Planning;
using Factory.Planner.Planning;

namespace Factory.Planner.Tests;

public sealed class When_features_wait_for_each_other
{
    [Fact]
    public void Each_comes_after_those_it_depends_on_and_else_as_it_was_written() =>
        Assert.Equal(["F3", "F2", "F1"], PlanOrder.Sort([Feature("F1", "F2"), Feature("F3"), Feature("F2", "F3")]).Select(feature => feature.Id));

    [Fact]
    public void A_circle_is_named_from_end_to_end() =>
        Assert.Contains("F1 → F2 → F3 → F1", PlanOrder.Problem([Feature("F1", "F2"), Feature("F2", "F3"), Feature("F3", "F1")]), StringComparison.Ordinal);

    [Fact]
    public void One_that_waits_for_itself_is_a_circle() => Assert.Contains("F1 → F1", PlanOrder.Problem([Feature("F1", "F1")]), StringComparison.Ordinal);

    [Fact]
    public void One_that_waits_for_nobody_is_told_which_there_are() =>
        Assert.Equal("The feature 'F1' depends on F9, which no feature has as its id. The ids are: F1, F2.", PlanOrder.Problem([Feature("F1", "F9"), Feature("F2")]));

    [Fact]
    public void Two_of_one_id_are_refused() => Assert.Equal("Two features have the id F1.", PlanOrder.Problem([Feature("F1"), Feature("F1")]));

    [Fact]
    public void Many_that_depend_on_many_are_sorted_at_once()
    {
        var features = Enumerable.Range(0, 50).Select(number => Feature($"F{number}", [.. Enumerable.Range(0, number).Select(before => $"F{before}")])).Reverse().ToList();

        Assert.Null(PlanOrder.Problem(features));
        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"F{number}"), PlanOrder.Sort(features).Select(feature => feature.Id));
    }

    private static PlannedFeature Feature(string id, params string[] dependsOn) => new(id, []) { Id = id, DependsOn = dependsOn };
}
