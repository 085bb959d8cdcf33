using System.Text;
using Factory.Contracts.Features;
using Factory.Droids.Diffs;
using Factory.Droids.Roles;
using Factory.Reviewer.Validating;

namespace Factory.Reviewer.Tests;

public sealed class When_a_suggestion_is_checked
{
    private const string Diff = "diff --git a/cart.py b/cart.py\n--- a/cart.py\n+++ b/cart.py\n@@ -1,3 +1,3 @@\n context\n-    old\n+    new\n context\n";

    private static readonly Dictionary<string, byte[]> Files = new(StringComparer.Ordinal) { ["cart.py"] = Encoding.UTF8.GetBytes("context\r\n    new\r\ncontext\r\n") };

    private static readonly Finding Candidate = new(Severity.Blocking, "empty", "cart.py", 2, "An empty cart breaks.");

    [Theory]
    [InlineData("    newer")]
    [InlineData("    newer\r\n    newest\n")]
    [InlineData("\tnew")]
    [InlineData("")]
    [InlineData(" \n")]
    public void One_that_can_stand_in_the_lines_place_is_taken(string suggestion) => Assert.Null(Problem(suggestion));

    [Theory]
    [InlineData("    new", 2, "what line 2 of cart.py says already")]
    [InlineData("    new\r\n", 2, "says already")]
    [InlineData("    newer", 1, "lines that the change added, which line 1 of cart.py is not")]
    [InlineData("    newer", 3, "which line 3 of cart.py is not")]
    [InlineData("    n\u202Eewer", 2, "cannot be seen")]
    [InlineData("    n\u200Bewer", 2, "cannot be seen")]
    [InlineData("    n\u001bewer", 2, "cannot be seen")]
    [InlineData("    key = 'AKIAIOSFODNN7EXAMPLE'", 2, "looks like a secret")]
    [InlineData("```python\n    newer\n```", 2, "without fences")]
    public void One_that_cannot_is_asked_for_again(string suggestion, int line, string problem)
    {
        Assert.Contains($"findings[0]: ", Problem(suggestion, line), StringComparison.Ordinal);
        Assert.Contains(problem, Problem(suggestion, line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("    newest", 2, 3, null)]
    [InlineData("    new\n    newer", 2, 3, "what lines 2 to 3 of cart.py says already")]
    [InlineData("    newest", 1, 3, "which line 1 of cart.py is not")]
    [InlineData("    newest", 2, 4, "which line 4 of cart.py is not")]
    [InlineData("    newest", 3, 2, "from suggestionFrom to line; 3 to 2 are not")]
    [InlineData("    newest", -2_000_000_000, 2_000_000_000, "at most 30 lines")]
    public void One_may_replace_several_lines_that_the_change_added(string suggestion, int first, int last, string? problem)
    {
        var diff = DiffReader.Read("diff --git a/cart.py b/cart.py\n--- a/cart.py\n+++ b/cart.py\n@@ -1,3 +1,4 @@\n context\n-    old\n+    new\n+    newer\n context\n");
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["cart.py"] = Encoding.UTF8.GetBytes("context\r\n    new\r\n    newer\r\ncontext\r\n") };

        var said = SuggestionCheck.Problem([Candidate with { Line = last, Suggestion = suggestion, SuggestionFrom = first }], diff, files);

        if (problem is null)
            Assert.Null(said);
        else
            Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_too_long_is_asked_for_again()
    {
        Assert.Contains("at most 2000 characters in 30 lines", Problem(new string('x', 2_001)), StringComparison.Ordinal);
        Assert.Contains("at most 2000 characters in 30 lines", Problem(string.Join('\n', Enumerable.Range(0, 31))), StringComparison.Ordinal);
        Assert.Null(Problem(string.Join('\n', Enumerable.Range(0, 30))));
    }

    [Theory]
    [InlineData(true, "    newer")]
    [InlineData(false, null)]
    public void It_stays_only_where_the_second_pass_says_that_it_holds(bool holds, string? kept)
    {
        var validation = Validation.Of([Candidate with { Suggestion = "    newer" }], [new CandidateVerdict(1, ReviewVerdict.Confirmed, "total([]) raises", SuggestionHolds: holds)]);

        Assert.Equal(kept, Assert.Single(validation.Confirmed).Suggestion);
    }

    private static string? Problem(string suggestion, int line = 2) => SuggestionCheck.Problem([Candidate with { Line = line, Suggestion = SuggestionCheck.Clean(suggestion) }], DiffReader.Read(Diff), Files);
}
