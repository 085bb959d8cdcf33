namespace Factory.Mechanic.Tests;

public sealed class When_a_bug_cannot_be_repaired
{
    private const string Parser = """
        def parse(text):
            parts = text.split(",")
            return [part.strip() for part in parts]
        """;

    [Fact]
    public async Task The_result_says_so_with_the_places_that_are_suspicious()
    {
        await using var repository = await Open(Parser, "self.assertEqual(['a'], m.parse('a'))\n---\nself.assertEqual(['a', 'b,c'], m.parse('a, \"b,c\"'))");

        var result = await repository.Repair();

        Assert.False(result.Found);
        Assert.Contains("candidates made the failing tests pass", result.StoppedBecause, StringComparison.Ordinal);
        Assert.True(result.Tried >= 5, $"{result.Tried} tried");
        Assert.Equal("product/logic.py", result.Places[0].Path);
        Assert.InRange(result.Places[0].Line, 2, 3);
    }

    [Fact]
    public async Task A_report_that_no_test_shows_cannot_be_reproduced()
    {
        await using var repository = await Open(Parser, "self.assertEqual(['a'], m.parse('a'))\n---\nself.assertEqual([''], m.parse(''))");

        var result = await repository.Repair();

        Assert.False(result.Found);
        Assert.StartsWith("cannot reproduce: no test fails", result.StoppedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_are_never_edited()
    {
        // The test itself is wrong: 2 + 2 is 4, and an edit of the test would be the smallest change.
        await using var repository = await Open("def add(a, b):\n    return a + b\n", "self.assertEqual(3, m.add(1, 2))\n---\nexpected = 5\nself.assertEqual(expected, m.add(2, 2))\nself.assertEqual(4, m.add(2, 2))");

        var result = await repository.Repair();

        Assert.False(result.Found);
        Assert.All(result.Candidates.Concat(result.Partial).SelectMany(c => c.Files), f => Assert.Equal("product/logic.py", f.Path));
    }

    [Fact]
    public async Task Edits_that_never_end_are_killed()
    {
        const string product = """
            def steps(number):
                count = 0
                while number > 0:
                    number -= 3
                    count += 1
                return count + 1000 * len(str(number))
            """;
        await using var repository = await Open(product, "self.assertEqual(1, 1)\n---\nself.assertEqual('never', m.steps(7))");

        var result = await repository.Repair(seconds: 30);

        Assert.False(result.Found);
        Assert.True(result.Tried > 10, $"{result.Tried} tried");
        Assert.InRange(result.Seconds, 0, 150);
    }

    [Fact]
    public async Task A_missing_module_is_named()
    {
        await using var repository = await Open("import nowhere_to_be_found\n", "self.assertEqual(1, 1)\n---\nself.assertEqual(1, 2)");

        var report = await repository.RunTests();

        Assert.Contains(report.Results, r => r.IsBad && r.Message.Contains("nowhere_to_be_found", StringComparison.Ordinal));
    }

    private static Task<OpenedRepository> Open(string product, string asserts) =>
        OpenedRepository.Open(("product/__init__.py", ""), ("product/logic.py", product), ("tests/__init__.py", ""), ("tests/test_logic.py", PythonBugs.Tests(asserts)));
}
