using Factory.Mechanic.Searching;

namespace Factory.Mechanic.Tests;

/// <summary>Both <c>wide * tall</c> and <c>tall * wide</c> repair the area, and are equally likely. The tests make the one that stands first in the order end last.</summary>
public sealed class When_several_candidates_repair_a_bug
{
    private const string Area = """
        def area(width, height):
            wide = max(width, height)
            tall = min(width, height)
            return wide * wide
        """;

    // Enough else that could be edited, so that not all of it is tried.
    private const string Price = """


        def price(count, each, discount=0):
            sums = [count * each - discount for _ in range(1)]
            return sums[0] if count > 0 else 0
        """;

    private const string JavaScript = """
        function area(width, height) {
          const wide = Math.max(width, height);
          const tall = Math.min(width, height);
          return wide * wide;
        }
        module.exports = { area };
        """;

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0, 12)]
    [InlineData(7, 12)]
    public async Task The_same_one_is_chosen_whichever_trial_ends_first(int seed, int parallel)
    {
        await using var quick = await OpenPython(seconds: 0);
        await using var slow = await OpenPython(seconds: 0.7);

        var expected = await quick.Repair(parallel: 1, seed: seed);
        var result = await slow.Repair(parallel: parallel, seed: seed);

        Same(expected, result);
        if (seed == 0) Assert.Contains("+    return wide * tall\n", result.Candidates[0].Diff, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_that_waits_for_a_processor_is_waited_for()
    {
        // A test may take a second here. With so many trials at work at once, none gets its 0.4 seconds of work done in so little time.
        const string work = "import time\nbegun = time.process_time()\nwhile m.area(3, 4) != 16 and time.process_time() - begun < 0.4: pass\n";
        await using var repository = await Open(Area, PythonBugs.Tests($"self.assertEqual(9, m.area(3, 3))\n---\n{work}self.assertEqual(12, m.area(3, 4))"));

        var result = await repository.Repair(parallel: 12 * Environment.ProcessorCount);

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Contains("+    return wide * tall\n", result.Candidates[0].Diff, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_one_is_chosen_in_JavaScript()
    {
        await using var quick = await OpenJavaScript(milliseconds: 0);
        await using var slow = await OpenJavaScript(milliseconds: 1_500);

        var expected = await quick.Repair(parallel: 2);
        var result = await slow.Repair(parallel: 6);

        Same(expected, result);
        Assert.Contains("+  return wide * tall;\n", result.Candidates[0].Diff, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Trials_count_by_their_place_in_the_order_whenever_they_end(int shuffle)
    {
        // The second of the order repairs it, and so does the fifth, which ended before it and let the trials go on to the eighth.
        var verdicts = Enumerable.Range(0, 8).Select(i => new TrialVerdict(i, i is 1 or 4 ? Verdict.Plausible : Verdict.Fails, [])).ToArray();
        new Random(shuffle).Shuffle(verdicts);
        var order = new TrialOrder([], [], [], [], TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, After: 3, Parallel: 8);

        var counted = order.Counted(verdicts);

        Assert.Equal([0, 1, 2, 3, 4], counted.Select(v => v.Index));
    }

    private static void Same(RepairResult expected, RepairResult result)
    {
        Assert.True(expected.Found, expected.StoppedBecause);
        Assert.True(expected.Candidates.Count > 1, expected.StoppedBecause);
        Assert.Equal(expected.Candidates.Select(c => c.Diff), result.Candidates.Select(c => c.Diff));
        Assert.Equal(expected.Candidates.Select(c => c.Confidence), result.Candidates.Select(c => c.Confidence));
        Assert.Equal(expected.Tried, result.Tried);
    }

    // Which number is multiplied by which tells the candidates apart: only the likelier one takes its time.
    private static Task<OpenedRepository> OpenPython(double seconds)
    {
        var slow = FormattableString.Invariant($"""
            class Slow(int):
                def __mul__(self, other):
                    __import__('time').sleep({seconds} if int(self) > int(other) else 0)
                    return int(self) * int(other)


            class LogicTest
            """);
        var tests = PythonBugs.Tests("self.assertEqual(9, m.area(3, 3))\n---\nself.assertEqual(12, m.area(Slow(3), Slow(4)))\nself.assertEqual(5, m.price(2, 3, 1))");
        return Open(Area + Price, tests.Replace("class LogicTest", slow, StringComparison.Ordinal));
    }

    private static Task<OpenedRepository> Open(string product, string tests) =>
        OpenedRepository.Open(("product/__init__.py", ""), ("product/logic.py", product), ("tests/__init__.py", ""), ("tests/test_logic.py", tests));

    private static Task<OpenedRepository> OpenJavaScript(int milliseconds) => OpenedRepository.Open(
        ("lib/logic.js", JavaScript),
        ("test/logic.test.js", $$"""
            const test = require('node:test');
            const assert = require('node:assert');
            const { area } = require('../lib/logic.js');
            test('what works', () => assert.equal(area(3, 3), 9));
            test('what fails', async () => {
              if (area.toString().includes('wide * tall')) await new Promise(resolve => setTimeout(resolve, {{milliseconds}}));
              assert.equal(area(3, 4), 12);
              assert.equal(area(5, 2), 10);
            });
            """));
}
