namespace Factory.Mechanic.Tests;

/// <summary>Several edits make the tests pass. With inputs that no test has, those that do the same are told from those that do something else.</summary>
public sealed class When_the_mechanic_makes_inputs_of_its_own
{
    // "minutes <= 30" and "minutes < 31" are the same for whole minutes, and nothing else passes.
    private const string PythonFee = "def fee(minutes):\n    if minutes < 30:\n        return 0\n    return 5\n";
    private const string JavaScriptFee = "function fee(minutes) {\n  if (minutes < 30) return 0;\n  return 5;\n}\n";
    private const string JavaFee = "final class Fee {\n    int free = 30;\n    int of(int minutes) {\n        if (minutes < free) return 0;\n        return 5;\n    }\n}\n";

    // Whether the larger or the second is meant no test says.
    private const string JavaScriptPick = "const pick = (left, right) => Math.min(left, right);\n";
    private const string JavaPick = "final class Pick {\n    static int pick(int left, int right) {\n        return Math.min(left, right);\n    }\n}\n";
    private const string PythonPick = "def pick(left, right):\n    return min(left, right)\n";

    [Fact]
    public async Task Edits_of_Python_that_do_the_same_are_one_answer() =>
        Same(await Python(PythonFee, "self.assertEqual(0, m.fee(10))\nself.assertEqual(5, m.fee(31))\nself.assertEqual(5, m.fee(90))\n---\nself.assertEqual(0, m.fee(30))"));

    [Fact]
    public async Task Edits_of_JavaScript_that_do_the_same_are_one_answer() =>
        Same(await JavaScript(JavaScriptFee, "fee", "fee(10) === 0 && fee(31) === 5 && fee(90) === 5", "fee(30) === 0"));

    [Fact]
    public async Task Edits_of_methods_of_JavaScript_are_looked_at_on_objects_like_those_of_the_tests()
    {
        const string product = "class Parking {\n  constructor(free) { this.free = free; }\n  fee(minutes) {\n    if (minutes < this.free) return 0;\n    return 5;\n  }\n}\nconst fee = (minutes, free = 30) => new Parking(free).fee(minutes);\n";

        Same(await JavaScript(product, "fee", "fee(10) === 0 && fee(31) === 5 && fee(90) === 5 && fee(20, 10) === 5", "fee(30) === 0 && fee(10, 10) === 0"));
    }

    [Fact]
    public async Task Edits_of_methods_of_Java_that_do_the_same_are_one_answer() =>
        Same(await Java("Fee", JavaFee, "Fee fee = new Fee(); eq(0, fee.of(10)); eq(5, fee.of(31)); eq(5, fee.of(90)); eq(0, fee.of(30)); fee.free = 10; eq(5, fee.of(20)); eq(0, fee.of(10));"));

    [Fact]
    public async Task Edits_of_Java_that_do_something_else_are_rivals() =>
        Rivals(await Java("Pick", JavaPick, "eq(1, Pick.pick(1, 1)); eq(2, Pick.pick(1, 2)); eq(4, Pick.pick(3, 4));"));

    [Fact]
    public async Task Edits_of_JavaScript_that_do_something_else_are_rivals() =>
        Rivals(await JavaScript(JavaScriptPick, "pick", "pick(1, 1) === 1", "pick(1, 2) === 2 && pick(3, 4) === 4"));

    [Fact]
    public async Task Edits_of_Python_that_do_something_else_are_rivals() =>
        Rivals(await Python(PythonPick, "self.assertEqual(1, m.pick(1, 1))\n---\nself.assertEqual(2, m.pick(1, 2))\nself.assertEqual(4, m.pick(3, 4))"));

    private static void Same(RepairResult result)
    {
        Assert.True(result.Found, result.StoppedBecause);
        Assert.True(result.Candidates.Count > 1, result.Candidates[0].Diff);
        Assert.All(result.Candidates, candidate => Assert.True(candidate.Unrivalled, candidate.Diff));
    }

    private static void Rivals(RepairResult result)
    {
        Assert.True(result.Found, result.StoppedBecause);
        Assert.True(result.Candidates.Count > 1, result.Candidates[0].Diff);
        Assert.All(result.Candidates, candidate => Assert.False(candidate.Unrivalled, candidate.Diff));
    }

    private static async Task<RepairResult> Python(string product, string tests)
    {
        await using var repository = await OpenedRepository.Open(
            ("product/__init__.py", ""), ("product/logic.py", product), ("tests/__init__.py", ""), ("tests/test_logic.py", PythonBugs.Tests(tests)));
        return await repository.Repair();
    }

    private static async Task<RepairResult> Java(string type, string product, string checks)
    {
        JavaHere.NeedsJdk();
        await using var repository = await OpenedRepository.Open(
            ($"src/{type}.java", product),
            ($"test/{type}Test.java", $"public final class {type}Test {{\n    static void eq(Object expected, Object actual) {{ if (!expected.equals(actual)) throw new AssertionError(actual); }}\n    public static void main(String[] arguments) {{ {checks} }}\n}}\n"));
        return await repository.Repair();
    }

    private static async Task<RepairResult> JavaScript(string product, string name, string works, string fails)
    {
        await using var repository = await OpenedRepository.Open(
            ("lib/logic.js", product + $"module.exports = {{ {name} }};\n"),
            ("test/logic.test.js", $"const test = require('node:test');\nconst assert = require('node:assert');\nconst {{ {name} }} = require('../lib/logic.js');\ntest('what works', () => assert.ok({works}));\ntest('what fails', () => assert.ok({fails}));\n"));
        return await repository.Repair();
    }
}
