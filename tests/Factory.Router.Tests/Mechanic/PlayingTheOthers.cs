using Factory.Contracts.Features;
using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Router.Tests.Mechanic;

public sealed class PlayingTheOthers
{
    private const string ProductDiff = """
        diff --git a/src/cart.py b/src/cart.py
        index 111..222 100644
        --- a/src/cart.py
        +++ b/src/cart.py
        @@ -10,5 +10,5 @@ def total(items):
             for item in items:
        -        if count < 3:
        +        if count <= 3:
                     count += 1
         
             return count

        """;

    [Theory]
    [InlineData(ProductDiff, null)]
    [InlineData("diff --git a/tests/test_cart.py b/tests/test_cart.py\n@@ -1 +1 @@\n-assert False\n+assert True\n", Severity.Blocking)]
    [InlineData("diff --git a/src/cart.py b/src/cart.py\n@@ -1,2 +1 @@\n-check()\n go()\n", Severity.Warning)]
    public void The_reviewer_judges_by_the_diff(string diff, Severity? severity)
    {
        var review = Played.Role(RoleNames.Reviewer, "## Task\n\nX\n", (ToolCatalog.Diff, diff, false)).Finished<ReviewerResult>(RoleNames.Reviewer);

        Assert.Equal(severity, review.Findings!.SingleOrDefault()?.Severity);
    }

    [Fact]
    public void What_it_found_in_the_diff_it_confirms_by_the_diff()
    {
        const string task = "## Task\n\nX\n\n## Candidates\n\n1. a.py:3 (warning, mechanic): Only takes away\n2. b.py:4 (note, mechanic): And this\n";

        var review = Played.Role(RoleNames.Reviewer, task).Finished<ReviewerResult>(RoleNames.Reviewer);

        Assert.Equal([(1, ReviewVerdict.Confirmed), (2, ReviewVerdict.Confirmed)], review.Verdicts!.Select(verdict => (verdict.Candidate, verdict.Verdict)));
        Assert.All(review.Verdicts!, verdict => Assert.Contains(".py:", verdict.Trigger, StringComparison.Ordinal));
    }

    [Fact]
    public void A_diff_that_cannot_be_read_is_not_approved() =>
        Assert.Empty(Played.Next(RoleNames.Reviewer, "## Task\n\nX\n", (ToolCatalog.Diff, "git is broken", true)).Calls);

    [Fact]
    public void The_tester_says_honestly_that_the_mechanic_writes_no_tests()
    {
        var tests = """{"command":"pytest","passed":["a"],"failed":[],"skipped":[],"exitCode":0,"seconds":1,"problem":null,"cut":0}""";

        var result = Played.Role(RoleNames.Tester, "## Task\n\nX\n", (ToolCatalog.RunTests, tests, false)).Finished<TesterResult>(RoleNames.Tester);

        Assert.False(result.Reproduced);
        Assert.Contains("writes no tests", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Docs_describe_cause_change_and_evidence()
    {
        const string task = "## Task\n\nCart total ignores the third item\n\n## Evidence\n\n- A1: failed before, passed with the change\n\n## Report\n\n```text\nHi @all ![x](http://evil)\n```\n";

        var words = Played.Role(RoleNames.Docs, task, (ToolCatalog.Diff, ProductDiff, false)).Finished<DocsResult>(RoleNames.Docs);

        Assert.Equal("Fix: cart total ignores the third item", words.Title);
        Assert.Equal(
            """
            ## Cause

            `src/cart.py`, line 11 (in `def total(items):`) said:

            ```text
                    if count < 3:
            ```

            ## Change

            It now says:

            ```text
                    if count <= 3:
            ```

            ## Evidence

            - A1: failed before, passed with the change

            ## Report

            ```text
            Hi @all ![x](http://evil)
            ```

            """,
            words.Description);
    }

    [Theory]
    [InlineData("Fix the total", "Fix the total")]
    [InlineData("HTTP errors are swallowed.", "Fix: HTTP errors are swallowed")]
    [InlineData("The total of a cart with more than three items is wrong when the last of them is free of charge", "Fix: the total of a cart with more than three items is wrong when the…")]
    public void The_title_is_one_short_line(string task, string title)
    {
        var words = Played.Role(RoleNames.Docs, $"## Task\n\n{task}\n", (ToolCatalog.Diff, ProductDiff, false)).Finished<DocsResult>(RoleNames.Docs);

        Assert.Equal(title, words.Title);
        Assert.InRange(words.Title.Length, 1, 72);
    }

    [Theory]
    [InlineData("# Changelog\n\n## [Unreleased]\n\n## [1.0]\n\n- First.\n", "## [Unreleased]\n\n- Fix: x is wrong.\n")]
    [InlineData("# Changelog\n\n## Unreleased\n\n* Other.\n\n## 1.0\n", "## Unreleased\n\n* Fix: x is wrong.\n* Other.\n")]
    [InlineData("## [Unreleased]\n\n### Added\n\n- New.\n\n### Fixed\n\n- Old.\n\n## 1.0\n", "## [Unreleased]\n\n### Added\n\n- New.\n\n### Fixed\n\n- Fix: x is wrong.\n- Old.\n")]
    [InlineData("## [Unreleased]\n### Added\n- New.\n\n## 1.0\n", "## [Unreleased]\n### Added\n- New.\n\n### Fixed\n\n- Fix: x is wrong.\n")]
    public void Docs_add_a_line_to_the_unreleased_changes(string changelog, string after)
    {
        var shown = string.Concat(changelog.TrimEnd('\n').Split('\n').Select((line, index) => $"{index + 1,6}  {line}\n"));

        var played = Played.Role(RoleNames.Docs, "## Task\n\nx is wrong\n", (ToolCatalog.Diff, ProductDiff, false), (ToolCatalog.Read, shown, false), (ToolCatalog.Edit, "replaced", false));

        var edit = played.Arguments(ToolCatalog.Edit);
        Assert.Contains(edit.GetProperty("oldText").GetString()!, changelog, StringComparison.Ordinal);
        Assert.Equal(after, edit.GetProperty("newText").GetString());
        Assert.Equal([ToolCatalog.Diff, ToolCatalog.Read, ToolCatalog.Edit, ToolCatalog.Finish], played.Calls);
    }

    [Theory]
    [InlineData("     1  # Changelog\n     2  \n     3  ## 1.0\n")]
    [InlineData("[the file is empty]")]
    public void A_changelog_without_unreleased_changes_is_left_alone(string shown)
    {
        var played = Played.Role(RoleNames.Docs, "## Task\n\nx is wrong\n", (ToolCatalog.Diff, ProductDiff, false), (ToolCatalog.Read, shown, false));

        Assert.Equal([ToolCatalog.Diff, ToolCatalog.Read, ToolCatalog.Finish], played.Calls);
    }
}
