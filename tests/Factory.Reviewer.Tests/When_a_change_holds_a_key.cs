using Factory.Contracts.Features;
using Factory.Reviewer.Rules;

namespace Factory.Reviewer.Tests;

public sealed class When_a_change_holds_a_key
{
    [Theory]
    [InlineData("xoxb-", "0123456789")]
    [InlineData("ghp_", "0123456789abcdefghijklmnopqrstuvwxyz")]
    [InlineData("glpat-", "0123456789abcdefghij")]
    public void The_line_is_named_and_the_key_is_not_repeated(string prefix, string rest)
    {
        var key = prefix + rest;
        var diff = ChangedLine.In($"diff --git a/app.py b/app.py\n--- a/app.py\n+++ b/app.py\n@@ -3 +3 @@\n-key = None\n+key = '{key}'\n");

        var finding = Assert.Single(SecretsRule.Check(diff));

        Assert.Equal((Severity.Blocking, "app.py", 3), (finding.Severity, finding.Path, finding.Line));
        Assert.DoesNotContain(key, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_taken_away_is_no_fault() => Assert.Empty(SecretsRule.Check(ChangedLine.In("--- a/app.py\n+++ b/app.py\n@@ -1 +0,0 @@\n-key = 'glpat-0123456789abcdefghij'\n")));
}
