using System.Text;
using Factory.Publisher.Scanning;
using Factory.Workspaces.Repositories;

namespace Factory.Publisher.Tests.Scanning;

public sealed class ScanningAChange
{
    private const string Base = "1111111111111111111111111111111111111111";

    [Fact]
    public void An_ordinary_change_passes() => Assert.Empty(Problems(File("src/cart.py", "x = 1\n", "x = 2\n")));

    [Fact]
    public void Two_commits_are_refused() =>
        Assert.Contains("not exactly one commit", Assert.Single(ChangeScan.Problems(new ChangeContents([Base[..39] + "2"], "m", [File("a", null, "x")]), Base)), StringComparison.Ordinal);

    [Fact]
    public void A_merge_is_refused() =>
        Assert.Contains("not exactly one commit", Assert.Single(ChangeScan.Problems(new ChangeContents([Base, Base], "m", [File("a", null, "x")]), Base)), StringComparison.Ordinal);

    [Fact]
    public void An_empty_change_is_refused() => Assert.Equal(["the commit changes nothing"], ChangeScan.Problems(new ChangeContents([Base], "m", []), Base));

    [Theory]
    [InlineData("100644", ".gitmodules", "x", "submodule")]
    [InlineData("100644", ".GitModules", "x", "submodule")]
    [InlineData("160000", "vendor/lib", null, "submodule")]
    [InlineData("100644", "a/.git/config", "x", "git directory")]
    [InlineData("100644", "a/.GIT/hooks/x", "x", "git directory")]
    [InlineData("100644", "a/.g\u200cit/config", "x", "git directory")]
    [InlineData("100644", "git~1/config", "x", "git directory")]
    [InlineData("100644", "a\u001b[2Jb", "x", "control characters")]
    [InlineData("120000", "link", "/etc/passwd", "points out")]
    [InlineData("120000", "a/link", "../../outside", "points out")]
    [InlineData("120000", "a/link", "../.git/config", "points out")]
    [InlineData("120000", "link", "a/../../b", "points out")]
    public void What_reaches_beyond_the_tree_is_refused(string mode, string path, string? content, string problem) =>
        Assert.Contains(problem, Assert.Single(Problems(new ChangeEntry(path, ChangeEntry.Absent, mode, null, Bytes(content)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("a/link", "../b")]
    [InlineData("a/b/link", "../../c/./d")]
    [InlineData("link", "docs")]
    public void A_link_within_the_tree_passes(string path, string target) =>
        Assert.Empty(Problems(new ChangeEntry(path, ChangeEntry.Absent, ChangeEntry.Symlink, null, Bytes(target))));

    [Fact]
    public void Taking_a_submodule_or_a_bad_link_away_passes() =>
        Assert.Empty(Problems(new ChangeEntry("vendor/lib", ChangeEntry.Submodule, ChangeEntry.Absent, null, null)));

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_in_a_file_is_refused_and_not_quoted(string secret)
    {
        var problem = Assert.Single(Problems(File("src/config.py", "a = 1\n", $"a = 1\nkey = '{secret}'\n")));

        Assert.Contains("src/config.py holds what looks like", problem, StringComparison.Ordinal);
        Assert.EndsWith("on line 2", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_in_the_message_is_refused_and_not_quoted(string secret)
    {
        var problem = Assert.Single(ChangeScan.Problems(new ChangeContents([Base], $"Fix\n\n{secret}", [File("a", null, "x")]), Base));

        Assert.StartsWith("the commit message holds", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_that_was_there_before_is_not_the_changes_fault(string secret) =>
        Assert.Empty(Problems(File("fixture.txt", $"{secret}\n", $"new line\n{secret}\n")));

    [Theory]
    [InlineData("class=\"sk-loading-indicator-of-the-whole-page\"")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("AKIA is the prefix of AWS keys, ghp_ that of GitHub's")]
    [InlineData("commit 0123456789abcdef0123456789abcdef01234567")]
    public void What_only_resembles_a_secret_passes(string text) => Assert.Empty(Problems(File("a.txt", null, text)));

    [Fact]
    public void Many_problems_are_counted_and_not_all_told()
    {
        var problems = Problems([.. Enumerable.Range(0, 50).Select(n => File($"{n}\u0007", null, "x"))]);

        Assert.Equal(21, problems.Count);
        Assert.Equal("and 30 more", problems[^1]);
    }

    /// <summary>Put together here, so that this file itself holds none.</summary>
    public static TheoryData<string> Secrets() =>
    [
        "-----BEGIN " + "PRIVATE KEY-----",
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + new string('a', 36),
        "github_pat_" + new string('B', 60),
        "glpat-" + new string('c', 20),
        "xoxb-" + "123456789012-abcdefghijkl",
        "https://hooks.slack.com/" + "services/T0000/B0000/" + new string('x', 24),
        "sk-" + "proj-A1b2C3d4E5f6G7h8I9j0",
        "AIza" + new string('d', 35),
        "sk_live_" + new string('e', 24),
        "npm_" + new string('f', 36),
        "AccountKey=" + new string('g', 86) + "==",
    ];

    private static IReadOnlyList<string> Problems(params ChangeEntry[] entries) => ChangeScan.Problems(new ChangeContents([Base], "Fix the cart", entries), Base);

    private static ChangeEntry File(string path, string? before, string? after) =>
        new(path, before is null ? ChangeEntry.Absent : "100644", after is null ? ChangeEntry.Absent : "100644", Bytes(before), Bytes(after));

    private static ReadOnlyMemory<byte>? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
