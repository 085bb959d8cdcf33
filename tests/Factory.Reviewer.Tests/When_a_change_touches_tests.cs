using Factory.Contracts.Features;
using Factory.Reviewer.Rules;
using Factory.Workspaces;

namespace Factory.Reviewer.Tests;

public sealed class When_a_change_touches_tests
{
    [Fact]
    public void Deleting_one_is_blocked() => Assert.Equal("tests-deleted", Blocking('D', "tests/test_cart.py", "@@ -1 +0,0 @@\n-assert total == 3\n"));

    [Fact]
    public void Skipping_one_is_blocked() => Assert.Equal("tests-skipped", Blocking('M', "tests/test_cart.py", "@@ -1 +1,2 @@\n+@unittest.skip('later')\n def test_total(self):\n"));

    [Fact]
    public void Fewer_assertions_are_blocked() => Assert.Equal("tests-weakened", Blocking('M', "tests/test_cart.py", "@@ -1 +1 @@\n-assert total == 3\n+pass\n"));

    [Fact]
    public void What_cannot_be_seen_as_lines_is_blocked() => Assert.Equal("tests-unreadable", Blocking('M', "tests/test_cart.py", ""));

    [Fact]
    public void A_name_in_another_script_hides_nothing() => Assert.Equal("tests-weakened", Blocking('M', "tests/test_größe.py", "@@ -1 +1 @@\n-assert total == 3\n+pass\n"));

    [Theory]
    [InlineData('A', "@@ -0,0 +1 @@\n+assert total == 3\n")]
    [InlineData('M', "@@ -1 +1,2 @@\n assert total == 3\n+assert count == 1\n")]
    public void More_assertions_are_welcome(char kind, string hunk) => Assert.Empty(Findings(kind, "tests/test_cart.py", hunk));

    [Fact]
    public void Lines_that_look_like_headers_stay_lines_of_their_file()
    {
        var lines = ChangedLine.In("--- a/a.sql\n+++ b/a.sql\n@@ -1,2 +1,2 @@\n--- an old comment\n+++ b/other.sql\n same\n");

        Assert.All(lines, line => Assert.Equal("a.sql", line.Path));
        Assert.Equal(2, lines.Count);
    }

    private static string Blocking(char kind, string path, string hunk) => Assert.Single(Findings(kind, path, hunk), finding => finding.Severity == Severity.Blocking).Rule;

    private static List<Finding> Findings(char kind, string path, string hunk) =>
        [.. WeakenedTests.Check([new ChangedFile(path, kind, 1, 1)], ChangedLine.In($"diff --git a/{path} b/{path}\n--- a/{path}\n+++ b/{path}\n{hunk}"))];
}
