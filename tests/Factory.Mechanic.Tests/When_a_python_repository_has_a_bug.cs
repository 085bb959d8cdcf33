namespace Factory.Mechanic.Tests;

public sealed class When_a_python_repository_has_a_bug
{
    [Theory]
    [MemberData(nameof(PythonBugs.All), MemberType = typeof(PythonBugs))]
    public async Task The_mechanic_finds_the_line_that_repairs_it(string kind, string product, string asserts, string repaired)
    {
        await using var repository = await Open(product, PythonBugs.Tests(asserts));

        var result = await repository.Repair();

        Assert.True(result.Found, $"{kind}: {result.StoppedBecause}");
        Assert.True(result.Candidates[0].Diff.Contains($"\n+{repaired}\n", StringComparison.Ordinal), result.Candidates[0].Diff);
        Assert.Equal(["tests.test_logic.LogicTest.test_what_fails"], result.Candidates[0].Fixes);
        Assert.InRange(result.Candidates[0].Confidence, 0.05, 0.98);
    }

    [Fact]
    public async Task The_checkout_stays_as_it_was()
    {
        await using var repository = await Open(Broken, BrokenTests);

        await repository.Repair();

        Assert.Empty(await repository.Workspace.Changes(repository.BaseCommit, null, OpenedRepository.Cancel));
    }

    [Fact]
    public async Task The_best_repair_is_written_when_that_was_asked_for()
    {
        await using var repository = await Open(Broken, BrokenTests);

        var result = await repository.Repair(apply: true);

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Equal(Broken.Replace("left - right", "left + right", StringComparison.Ordinal), repository.Workspace.Files.Read("product/logic.py").Text);
        Assert.Equal(2, (await repository.RunTests()).Passed);
    }

    [Fact]
    public async Task A_failing_test_that_works_for_seconds_before_it_fails_gets_the_time_to_pass()
    {
        await using var repository = await Open(Broken, PythonBugs.Tests("self.assertEqual(1, m.add(1, 0))\n---\n__import__('time').sleep(1.5)\nself.assertEqual(5, m.add(2, 3))"));

        var result = await repository.Repair();

        Assert.True(result.Found, result.StoppedBecause);
    }

    [Fact]
    public async Task Of_many_tests_that_never_end_only_the_first_is_waited_for()
    {
        var product = "def bits(n):\n    count = 0\n    while n:\n        n ^= n - 1\n        count += 1\n    return count\n";
        var tests = "import unittest\nfrom product.logic import bits\n\n\nclass LogicTest(unittest.TestCase):\n" + string.Concat(Enumerable.Range(1, 6).Select(n => $"    def test_{n}(self):\n        self.assertEqual({int.PopCount(n)}, bits({n}))\n\n"));
        await using var repository = await Open(product, tests);

        var result = await repository.Repair(seconds: 300);

        Assert.Equal(6, result.FailingTests.Count);
        Assert.True(result.Found, result.StoppedBecause);
        Assert.Contains("+        n &= n - 1", result.Candidates[0].Diff, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Windows_line_endings_stay()
    {
        await using var repository = await Open(Broken.ReplaceLineEndings("\r\n"), BrokenTests);

        var result = await repository.Repair(apply: true);

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Equal(Broken.Replace("left - right", "left + right", StringComparison.Ordinal).ReplaceLineEndings("\r\n"), repository.Workspace.Files.Read("product/logic.py").Text);
    }

    [Fact]
    public async Task The_same_seed_tries_the_same_candidates()
    {
        await using var repository = await Open(Broken, BrokenTests);

        var first = await repository.Repair();
        var second = await repository.Repair();

        Assert.True(first.Tried > 1);
        Assert.Equal(first.Tried, second.Tried);
        Assert.Equal(first.Candidates.Select(c => c.Diff), second.Candidates.Select(c => c.Diff));
    }

    [Fact]
    public async Task Two_bugs_are_repaired_together()
    {
        const string product = """
            def smallest(numbers):
                return max(numbers)


            def share(part, whole):
                return part * whole
            """;
        await using var repository = await Open(product, PythonBugs.Tests("self.assertEqual(1, m.smallest([1]))\n---\npass\n").Replace(
            "        pass", "        self.assertEqual(1, m.smallest([2, 1]))\n\n    def test_another(self):\n        self.assertEqual(0.5, m.share(1, 2))", StringComparison.Ordinal));

        var result = await repository.Repair();

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Contains("+    return min(numbers)", result.Candidates[0].Diff, StringComparison.Ordinal);
        Assert.Contains("+    return part / whole", result.Candidates[0].Diff, StringComparison.Ordinal);
    }

    private const string Broken = """
        def add(left, right):
            # grüße
            return left - right

        """;

    private static readonly string BrokenTests = PythonBugs.Tests("self.assertEqual(1, m.add(1, 0))\n---\nself.assertEqual(5, m.add(2, 3))");

    private static Task<OpenedRepository> Open(string product, string tests) =>
        OpenedRepository.Open(("product/__init__.py", ""), ("product/logic.py", product), ("tests/__init__.py", ""), ("tests/test_logic.py", tests));
}
