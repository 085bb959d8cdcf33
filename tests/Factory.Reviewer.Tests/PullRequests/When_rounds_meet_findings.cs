using Factory.Contracts.Features;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.Reviewer.PullRequests;
using Factory.Reviewer.PullRequests.Writing;

namespace Factory.Reviewer.Tests.PullRequests;

public sealed class When_rounds_meet_findings
{
    private static readonly ReviewLimits Limits = new(Drafts: false, Comments: 20, Severity.Note, RoundsPerDay: 20, Approve: false);

    [Theory]
    [InlineData("Open", true, "Open", "")]
    [InlineData("Open", false, "Fixed", "fixed")]
    [InlineData("Fixed", true, "Open", "back")]
    [InlineData("Fixed", false, "Fixed", "")]
    [InlineData("Dismissed", true, "Dismissed", "")]
    [InlineData("Dismissed", false, "Dismissed", "")]
    public void A_rule_tells_what_became_of_what_it_found(string before, bool found, string after, string became)
    {
        var finding = Finding("secret", "aaaa000000000000");
        var ledger = FindingLedger.Of([new TrackedFinding("F-aaaa", finding, Enum.Parse<FindingState>(before)) { ByRule = true, SaidIn = Guid.NewGuid() }], Read(found ? [finding] : []), []);

        Assert.Equal(Enum.Parse<FindingState>(after), Assert.Single(ledger.Findings).State);
        Assert.Equal(became, ledger.Fixed.Count > 0 ? "fixed" : ledger.CameBack.Count > 0 ? "back" : "");
        Assert.Equal(became == "back", ledger.Findings[0].SaidIn is null);
    }

    [Theory]
    [InlineData("sign", "aaaa000000000000", "hunk", "Cart.total", 4, 0)]
    [InlineData("other words", "bbbb000000000000", "hunk", "Cart.total", 4, 0)]
    [InlineData("other words", "bbbb000000000000", "beside", "Cart.total", 6, 0)]
    [InlineData("other words", "bbbb000000000000", "far", "Cart.total", 40, 1)]
    [InlineData("other words", "bbbb000000000000", "hunk", "Cart.count", 4, 1)]
    public void What_a_droid_says_again_at_the_same_place_is_not_new(string rule, string fingerprint, string hunk, string symbol, int line, int opened)
    {
        var known = new TrackedFinding("F-aaaa", Finding("sign", "aaaa000000000000", "hunk", "Cart.total"), FindingState.Dismissed) { SaidIn = Guid.NewGuid() };
        Assert.Equal(opened, FindingLedger.Of([known], Read([]), [Finding(rule, fingerprint, hunk, symbol, line)]).Opened.Count);
    }

    [Fact]
    public void Two_faults_at_one_line_are_two() =>
        Assert.Equal(2, FindingLedger.Of([], Read([]), [Finding("sign", "aaaa000000000000"), Finding("overflow", "bbbb000000000000")]).Opened.Count);

    [Fact]
    public void What_is_less_grave_than_the_rules_ask_for_is_not_kept() =>
        Assert.Empty(FindingLedger.Of([], Read([]) with { Limits = Limits with { Least = Severity.Warning } }, [Finding("sign", "aaaa000000000000") with { Severity = Severity.Note }]).Findings);

    [Fact]
    public void Short_names_grow_where_they_would_be_the_same() =>
        Assert.Equal(["F-aaaa", "F-aaaa1"], FindingLedger.Of([], Read([]), [Finding("a", "aaaa000000000000"), Finding("b", "aaaa111111111111")]).Findings.Select(finding => finding.ShortId));

    [Fact]
    public void More_comments_than_may_be_stand_in_the_summary()
    {
        var findings = FindingLedger.Of([], Read([]), [.. Enumerable.Range(0, 5).Select(number => Finding("r", $"{number}000000000000000"))]).Findings;
        var text = ReviewText.Of(findings, [], mostComments: 2);
        Assert.Equal((2, 5), (text.Comments.Count, text.Said.Count));
        Assert.Equal(3, text.Summary.Split("\n- ").Length - 1);
    }

    [Fact]
    public void Text_of_others_is_inert_where_it_stands_in_a_table()
    {
        var review = new PullRequestState { Findings = [new TrackedFinding("F-aaaa", Finding("r", "aaaa000000000000") with { Message = "a | b\n| forged | row |\n# title ![x](y) AKIAIOSFODNN7EXAMPLE" }, FindingState.Open)] };
        var row = Assert.Single(SummaryText.Of(review, null).Split('\n'), line => line.Contains("F-aaaa", StringComparison.Ordinal));
        Assert.Contains("a \\| b \\| forged \\| row \\| \\# title \\!\\[x\\](y)", row, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIAIOSFODNN7EXAMPLE", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Severity.Blocking, true, CheckState.Failed)]
    [InlineData(Severity.Blocking, false, CheckState.Failed)]
    [InlineData(Severity.Warning, true, CheckState.Neutral)]
    [InlineData(null, true, CheckState.Succeeded)]
    [InlineData(null, false, CheckState.Neutral)]
    public void The_check_follows_from_what_is_open(Severity? open, bool complete, CheckState state) =>
        Assert.Equal(state, PullRequestDecision.CheckOf(open is { } severity ? [new TrackedFinding("F-aaaa", Finding("r", "aaaa000000000000") with { Severity = severity }, FindingState.Open)] : [], complete));

    private static Finding Finding(string rule, string fingerprint, string hunk = "h", string symbol = "f", int line = 4) =>
        new(Severity.Blocking, rule, "cart.py", line, "The total is negative.") { Place = new FindingPlace(fingerprint, symbol, hunk, 1, line) };

    private static PullRequestRead Read(IReadOnlyList<Finding> byRule) => new(Guid.Empty, Guid.Empty, 1, Limits, null, byRule, [], [], [], null);
}
