using System.Text.Json;
using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Droids.Tests;

public sealed class When_a_droid_hands_over
{
    [Theory]
    [InlineData("planner", """{"plan":"x","reproduced":true,"features":[],"contract":[{"id":"A1","tests":"all"}]}""", "$.contract[0].statement is missing: expected a string. $.contract[0].tests: expected an array of strings, but it is a string: \"all\".")]
    [InlineData("planner", """{"plan":"x","reproduced":"yes","features":[{"title":"t","writeSet":[1]}],"contract":[]}""", "$.reproduced: expected true or false, but it is a string: \"yes\". $.features[0].writeSet[0]: expected a string, but it is a number: 1.")]
    [InlineData("planner", """{"plan":"x","reproduced":true,"features":[{"title":"t","writeSet":[],"turns":0}],"contract":[]}""", "$.features[0].turns: expected at least 1, but it is 0.")]
    [InlineData("reviewer", """{"findings":[{"severity":"bad","rule":"r","path":"p","line":"3","message":"m"}]}""", "$.findings[0].severity: expected one of \"note\", \"warning\", \"blocking\", but it is a string: \"bad\". $.findings[0].line: expected a whole number, but it is a string: \"3\".")]
    [InlineData("reviewer", """[]""", "$: expected an object, but it is an array: [].")]
    [InlineData("docs", """{"title":null,"description":"d"}""", "$.title is null: expected a string.")]
    public void What_is_wrong_is_said_with_its_place_and_what_is_expected_there(string role, string arguments, string faults)
    {
        var refused = Assert.Throws<JsonException>(() => Finishing.Parse(role, arguments));

        Assert.Contains(faults, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_faults_the_first_are_said_and_the_others_counted()
    {
        var features = string.Join(',', Enumerable.Repeat("{}", 20));

        var refused = Assert.Throws<JsonException>(() => Finishing.Parse(RoleNames.Planner, $$"""{"plan":"x","reproduced":true,"features":[{{features}}],"contract":[]}"""));

        Assert.EndsWith("and 32 more.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_and_properties_of_its_own_do_no_harm()
    {
        var result = Assert.IsType<ReviewerResult>(Finishing.Parse(RoleNames.Reviewer, """{"Verdicts":[{"candidate":1,"verdict":"CONFIRMED","trigger":"x"}],"mood":"good"}"""));

        Assert.Equal(ReviewVerdict.Confirmed, Assert.Single(result.Verdicts!).Verdict);
    }

    [Theory]
    [InlineData("src", "src/a/b.py", true)]
    [InlineData("src/", "src/a.py", true)]
    [InlineData("./cart.py", "cart.py", true)]
    [InlineData("src/**/*.py", "src/a/b/c.py", true)]
    [InlineData("src", "srcs/a.py", false)]
    [InlineData("cart.py", "tests/cart.py", false)]
    public void A_write_set_covers_paths_folders_and_globs(string allowed, string path, bool covered) => Assert.Equal(covered, WriteSet.Outside([allowed], [path]).Count == 0);
}
