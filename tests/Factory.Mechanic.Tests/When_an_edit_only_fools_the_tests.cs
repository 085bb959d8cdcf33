using Factory.Mechanic.Editing;
using Factory.Mechanic.Searching;

namespace Factory.Mechanic.Tests;

public sealed class When_an_edit_only_fools_the_tests
{
    [Fact]
    public void One_that_gives_the_same_whatever_comes_in_is_not_believed()
    {
        var order = Distrust.Order([Found("comparison", 0.9), Found("arithmetic", 0.3)], [new SeenInputs(0, 40, 0.5, 0.5, 0, Constant: true), new SeenInputs(1, 40, 0.5, 0.5, 0, false)]);

        Assert.Equal("arithmetic", Assert.Single(order).Edit.Edits[0].Kind);
    }

    [Fact]
    public void One_that_ends_in_errors_comes_behind_one_that_does_not()
    {
        var order = Distrust.Order([Found("index", 0.5), Found("slice", 0.4)], [new SeenInputs(0, 40, 0.5, 1, Raises: 0.8, false), new SeenInputs(1, 40, 0.5, 1, 0, false)]);

        Assert.Equal(["slice", "index"], order.Select(o => o.Edit.Edits[0].Kind));
        Assert.True(order[1].Trust < 0.6, $"{order[1].Trust}");
    }

    [Fact]
    public void One_that_takes_behaviour_away_comes_behind_one_that_corrects_it()
    {
        var order = Distrust.Order([Found("removed-statement", 0.5), Found("comparison", 0.3)], []);

        Assert.Equal(["comparison", "removed-statement"], order.Select(o => o.Edit.Edits[0].Kind));
    }

    [Fact]
    public void Of_two_that_are_alike_the_one_that_changes_only_what_fails_comes_first()
    {
        var order = Distrust.Order([Found("variable", 0.3), Found("arithmetic", 0.3)], [new SeenInputs(0, 40, 0.9, 1, 0, false), new SeenInputs(1, 40, 0, 1, 0, false)]);

        Assert.Equal(["arithmetic", "variable"], order.Select(o => o.Edit.Edits[0].Kind));
    }

    [Fact]
    public async Task Inputs_of_its_own_tell_the_guard_that_breaks_others_from_the_one_that_does_not()
    {
        // Both "text is None" and nothing at all would do for the tests; only the first leaves the empty text as it is.
        const string product = """
            def first_word(text, default):
                words = text.split()
                return words[0] if words else default
            """;
        await using var repository = await OpenedRepository.Open(
            ("product/__init__.py", ""), ("product/logic.py", product), ("tests/__init__.py", ""),
            ("tests/test_logic.py", PythonBugs.Tests("self.assertEqual('a', m.first_word('a b', '-'))\nself.assertEqual('-', m.first_word('', '-'))\n---\nself.assertEqual('-', m.first_word(None, '-'))")));

        var result = await repository.Repair();

        Assert.True(result.Found, result.StoppedBecause);
        Assert.True(result.Candidates[0].Confidence > 0.1);
    }

    [Fact]
    public async Task A_failing_test_that_passes_when_it_runs_again_is_not_repaired()
    {
        // It fails while its lines are watched, and only then: as far as the mechanic can see, at random.
        const string flaky = """
            import sys
            watched = sys.gettrace() is not None or (hasattr(sys, 'monitoring') and sys.monitoring.get_tool(sys.monitoring.COVERAGE_ID) is not None)
            self.assertEqual(3 if not watched else 4, m.add(1, 2))
            """;
        await using var repository = await OpenedRepository.Open(
            ("product/__init__.py", ""), ("product/logic.py", "def add(left, right):\n    return left + right\n"), ("tests/__init__.py", ""),
            ("tests/test_logic.py", PythonBugs.Tests("self.assertEqual(2, m.add(1, 1))\n---\n" + flaky)));

        var result = await repository.Repair();

        Assert.False(result.Found);
        Assert.Contains("flaky", result.StoppedBecause, StringComparison.Ordinal);
    }

    private static FoundEdit Found(string kind, double score) =>
        new([new Edit("a.py", 1, kind, score, kind, [new TextChange(0, 1, kind)])], score, new TrialVerdict(0, Verdict.Plausible, ["test"]));
}
