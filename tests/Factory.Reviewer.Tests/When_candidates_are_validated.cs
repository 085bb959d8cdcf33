using Factory.Contracts.Features;
using Factory.Droids.Diffs;
using Factory.Droids.Roles;
using Factory.Reviewer.Validating;

namespace Factory.Reviewer.Tests;

public sealed class When_candidates_are_validated
{
    private const string Diff = "diff --git a/cart.py b/cart.py\n--- a/cart.py\n+++ b/cart.py\n@@ -8,3 +8,4 @@\n context\n-old\n+new\n+newer\n context\n";

    private static readonly Finding Candidate = new(Severity.Blocking, "empty", "cart.py", 9, "An empty cart breaks.");

    [Fact]
    public void One_confirmed_by_a_trigger_stays_and_carries_it()
    {
        var validation = Validation.Of([Candidate], [new CandidateVerdict(1, ReviewVerdict.Confirmed, "total([]) raises IndexError")]);

        Assert.Equal("total([]) raises IndexError", Assert.Single(validation.Confirmed).Trigger);
        Assert.Empty(validation.Dropped);
    }

    [Theory]
    [InlineData(ReviewVerdict.Refuted, "total([]) is 0", "refuted: total([]) is 0")]
    [InlineData(ReviewVerdict.Unclear, null, "no trigger could be stated")]
    public void One_that_is_not_confirmed_is_dropped_and_kept_on_record(ReviewVerdict verdict, string? reason, string why)
    {
        var validation = Validation.Of([Candidate], [new CandidateVerdict(1, verdict, Reason: reason)]);

        Assert.Empty(validation.Confirmed);
        Assert.Equal(new DroppedFinding(Candidate, why), Assert.Single(validation.Dropped));
    }

    [Fact]
    public void One_confirmed_without_a_trigger_is_asked_for_again() =>
        Assert.Contains("Candidate 1 is confirmed without a trigger", Validation.Of([Candidate], [new CandidateVerdict(1, ReviewVerdict.Confirmed, " ")]).Problem, StringComparison.Ordinal);

    [Fact]
    public void Without_candidates_there_is_nothing_to_say() => Assert.Null(Validation.Of([], null).Problem);

    [Fact]
    public void Each_gets_one_verdict_and_no_others_are_taken()
    {
        var problem = Validation.Of([Candidate, Candidate], [new CandidateVerdict(2, ReviewVerdict.Refuted), new CandidateVerdict(2, ReviewVerdict.Unclear), new CandidateVerdict(7, ReviewVerdict.Refuted)]).Problem;

        Assert.StartsWith("There is no candidate 7. Candidate 1 has no verdict. Candidate 2 has 2 verdicts.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cart.py", 9)]
    [InlineData("cart.py", 12)]
    public void One_at_a_changed_line_or_beside_it_is_about_the_change(string path, int line) =>
        Assert.Null(CandidateCheck.Problem([Candidate with { Path = path, Line = line }], DiffReader.Read(Diff)));

    [Theory]
    [InlineData("cart.py", 40, "line 40 of cart.py is not in the diff, which changes lines 9-10")]
    [InlineData("shop.py", 9, "the diff does not change 'shop.py' (it changes cart.py)")]
    [InlineData("", 0, "the diff does not change ''")]
    public void One_elsewhere_is_refused_with_where_the_change_is(string path, int line, string problem) =>
        Assert.Contains(problem, CandidateCheck.Problem([Candidate with { Path = path, Line = line }], DiffReader.Read(Diff)), StringComparison.Ordinal);
}
