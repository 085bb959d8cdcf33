using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Planner.Gate;

namespace Factory.Planner.Tests;

public sealed class When_the_gate_decides
{
    private const string Head = "1111111111111111111111111111111111111111";
    private const string Base = "3333333333333333333333333333333333333333";
    private const string Older = "2222222222222222222222222222222222222222";
    private static readonly Change Change = new(Base, Head, new BlobRef(Guid.Empty, "", 0));
    private static readonly Assertion Promise = new("A1", "the total is right", ["tests.test_total"]);

    [Fact]
    public void It_opens_for_what_failed_before_and_passes_at_the_commit() =>
        Assert.True(Decide([Seen("A1", false, Base)], [Seen("A1", true), Seen(Evidence.NoRegressions, true)]).Opened);

    [Fact]
    public void Evidence_of_an_older_commit_does_not_count() =>
        Assert.Contains("A1 was not seen at this commit", Decide([Seen("A1", false, Base)], [Seen("A1", true, Older), Seen(Evidence.NoRegressions, true)]).Reasons);

    [Fact]
    public void Failing_on_another_base_does_not_count() =>
        Assert.Contains("A1 was not seen on base", Decide([Seen("A1", false, Older)], [Seen("A1", true), Seen(Evidence.NoRegressions, true)]).Reasons);

    [Fact]
    public void Of_two_pieces_that_contradict_each_other_the_worse_counts() =>
        Assert.False(Decide([Seen("A1", false, Base)], [Seen(Evidence.NoRegressions, true), Seen("A1", true), Seen(Evidence.NoRegressions, false)]).Opened);

    [Fact]
    public void A_test_that_passed_before_proves_nothing() =>
        Assert.Contains(Decide([Seen("A1", true, Base)], [Seen("A1", true), Seen(Evidence.NoRegressions, true)]).Reasons, reason => reason.Contains("proves nothing", StringComparison.Ordinal));

    [Fact]
    public void A_test_that_passed_before_and_fails_now_keeps_it_shut() =>
        Assert.Contains("tests that passed before fail with the change", Decide([Seen("A1", false, Base)], [Seen("A1", true), Seen(Evidence.NoRegressions, false)]).Reasons);

    [Fact]
    public void Nobody_looking_for_regressions_keeps_it_shut() => Assert.False(Decide([Seen("A1", false, Base)], [Seen("A1", true)]).Opened);

    [Fact]
    public void An_empty_contract_keeps_it_shut() =>
        Assert.False(GateRules.Decide(Change, [], [], [Seen(Evidence.NoRegressions, true)], []).Opened);

    [Fact]
    public void A_blocking_finding_keeps_it_shut() =>
        Assert.Contains(
            GateRules.Decide(Change, [Promise], [Seen("A1", false, Base)], [Seen("A1", true), Seen(Evidence.NoRegressions, true)], [new Finding(Severity.Blocking, "secret", "a.py", 3, "looks like a key")]).Reasons,
            reason => reason.StartsWith("the review blocks it: secret", StringComparison.Ordinal));

    private static GateDecision Decide(IReadOnlyList<Evidence> onBase, IReadOnlyList<Evidence> onHead) => GateRules.Decide(Change, [Promise], onBase, onHead, []);

    private static Evidence Seen(string assertion, bool passed, string commit = Head) =>
        new(assertion, passed, commit, "", 0.1, new TestCounts(1, 0, 0), new BlobRef(Guid.Empty, "", 0), "", "");
}
