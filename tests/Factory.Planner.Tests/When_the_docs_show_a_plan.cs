using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.Planner.Planning;

namespace Factory.Planner.Tests;

public sealed class When_the_docs_show_a_plan
{
    [Fact]
    public async Task It_is_one_that_the_factory_takes()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "droids.md"));
        var start = page.IndexOf("```json\n", page.IndexOf("### A plan", StringComparison.Ordinal), StringComparison.Ordinal) + "```json\n".Length;

        var plan = Assert.IsType<PlannerResult>(Finishing.Parse(RoleNames.Planner, page[start..page.IndexOf("```", start, StringComparison.Ordinal)]));

        Assert.Null(PlanCheck.Problem(plan));
        Assert.Equal(["F1", "F2"], PlanOrder.Sort(plan.Features).Select(feature => feature.Id));
        Assert.Equal(["A1"], PlanCoverage.Missing(plan.Contract).Select(assertion => assertion.Id));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Factory.Services.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests are not run from within the repository");
        return folder.FullName;
    }
}
