using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Router.Tests.Mechanic;

public sealed class PlayingTheCoder
{
    private const string Task = "## Task\n\nCart total is wrong\n";

    private const string Found = """
        {"applied":{"hash":"ab","diff":"d","confidence":0.9,"explanation":"In cart.py, line 3, < became <=."},"others":[],"suspicious":[],"failingTests":["t"],"tried":4,"total":9,"stoppedBecause":"found","seconds":1}
        """;

    private const string NotFound = """
        {"applied":null,"others":[],"suspicious":[{"path":"cart.py","line":7,"score":0.5}],"failingTests":["t"],"tried":40,"total":40,"stoppedBecause":"Nothing is left to try.","seconds":1}
        """;

    private const string OneMore = """
        {"hash":"cd","diff":"d","confidence":0.31,"explanation":"In cart.py, line 9, 10 became 11."}
        """;

    [Fact]
    public void What_would_have_passed_too_is_told_with_the_repair()
    {
        var found = Found.Replace("\"others\":[]", $"\"others\":[{OneMore}]", StringComparison.Ordinal);

        var claims = Played.Role(RoleNames.Coder, Task, (ToolCatalog.Repair, found, false)).Finished<CoderResult>(RoleNames.Coder).Claims;

        Assert.EndsWith("The tests pass with one small edit as well, less likely: (1) In cart.py, line 9, 10 became 11. [31 % sure]", claims, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_sure_enough_is_told_to_people_and_not_published()
    {
        var unsure = NotFound.Replace("\"others\":[]", $"\"others\":[{OneMore},{OneMore.Replace("11", "12", StringComparison.Ordinal)}]", StringComparison.Ordinal);

        var played = Played.Role(RoleNames.Coder, Task, (ToolCatalog.Repair, unsure, false));

        var result = played.Finished<CoderResult>(RoleNames.Coder);
        Assert.True(result.Stuck);
        Assert.Contains("none is likely enough", result.Reason, StringComparison.Ordinal);
        Assert.EndsWith("(1) In cart.py, line 9, 10 became 11. [31 % sure] (2) In cart.py, line 9, 10 became 12. [31 % sure]", result.Reason, StringComparison.Ordinal);
        Assert.Equal([new SuspiciousPlace("cart.py", 7, 0.5)], result.Suspicious!);
        Assert.Equal(50, played.Arguments(ToolCatalog.Repair).GetProperty("confidencePercent").GetInt32());
    }

    [Fact]
    public void One_whose_shape_speaks_against_it_is_told_to_people_although_nothing_rivals_it()
    {
        var doubted = NotFound.Replace("\"others\":[]", $"\"others\":[{OneMore.Replace("became 11.", "became 11. What speaks against it: it only takes something away.", StringComparison.Ordinal)}]", StringComparison.Ordinal);

        var result = Played.Role(RoleNames.Coder, Task, (ToolCatalog.Repair, doubted, false)).Finished<CoderResult>(RoleNames.Coder);

        Assert.True(result.Stuck);
        Assert.Contains("which may only fool them", result.Reason, StringComparison.Ordinal);
        Assert.EndsWith("10 became 11. What speaks against it: it only takes something away. [31 % sure]", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repair_that_was_applied_is_handed_over_with_its_explanation()
    {
        var played = Played.Role(RoleNames.Coder, Task, (ToolCatalog.Repair, Found, false));

        var result = played.Finished<CoderResult>(RoleNames.Coder);
        Assert.False(result.Stuck);
        Assert.StartsWith("In cart.py, line 3, < became <=.", result.Claims, StringComparison.Ordinal);
        Assert.Equal([ToolCatalog.Repair, ToolCatalog.Finish], played.Calls);
    }

    [Fact]
    public void What_cannot_be_repaired_ends_as_stuck_with_the_places()
    {
        var played = Played.Role(RoleNames.Coder, Task, (ToolCatalog.Repair, NotFound, false));

        var result = played.Finished<CoderResult>(RoleNames.Coder);
        Assert.True(result.Stuck);
        Assert.Contains("40 of 40 were tried. Nothing is left to try.", result.Reason, StringComparison.Ordinal);
        Assert.Equal([new SuspiciousPlace("cart.py", 7, 0.5)], result.Suspicious!);
    }

    [Theory]
    [InlineData("no repair here", true)]
    [InlineData("not JSON", false)]
    [InlineData("[]", false)]
    public void A_repair_that_did_not_run_is_no_success(string text, bool isError) =>
        Assert.True(Played.Role(RoleNames.Coder, Task, (ToolCatalog.Repair, text, isError)).Finished<CoderResult>(RoleNames.Coder).Stuck);

    [Fact]
    public void The_search_is_told_the_report_and_the_tests_of_the_plan()
    {
        var plan = PlayingThePlanner.PlanFor("""{"name":"test, with a comma","message":"no"}""");
        var task = $"{Task}\n## Report\n\n```text\nSee cart.py\n```\n\n## Plan\n\n```text\n{plan}\n```\n";

        var search = Played.Role(RoleNames.Coder, task, (ToolCatalog.Repair, Found, false)).Arguments(ToolCatalog.Repair);

        Assert.Equal("test, with a comma", Assert.Single(search.GetProperty("tests").EnumerateArray()).GetString());
        Assert.Equal("Cart total is wrong\nSee cart.py", search.GetProperty("hint").GetString());
    }

    [Fact]
    public void On_rework_the_search_goes_on_with_whatever_fails_now()
    {
        const string rework = $"{Task}\n## Why your last attempt was sent back\n\n```text\nIt breaks test_b.\n```\n";

        var played = Played.Role(RoleNames.Coder, rework, (ToolCatalog.Repair, NotFound, false));

        Assert.Equal("Cart total is wrong\n\nIt breaks test_b.", played.Arguments(ToolCatalog.Repair).GetProperty("hint").GetString());
        Assert.False(played.Arguments(ToolCatalog.Repair).TryGetProperty("tests", out _));
        Assert.True(played.Finished<CoderResult>(RoleNames.Coder).Stuck);
    }

    [Fact]
    public void A_refused_finish_ends_as_stuck()
    {
        var played = Played.Role(RoleNames.Coder, Task, (ToolCatalog.Repair, Found, false), (ToolCatalog.Finish, "Nothing is changed.", true));

        Assert.Contains("Nothing is changed", played.Finished<CoderResult>(RoleNames.Coder).Reason, StringComparison.Ordinal);
    }
}
