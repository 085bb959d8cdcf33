using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Tests.Testing;

public sealed class When_a_change_is_tested
{
    private const string Test = """
        import unittest
        import product.logic as m


        class LogicTest(unittest.TestCase):
            def test_adding(self):
                self.assertEqual(5, m.add(2, 3))

            def test_nothing(self):
                self.assertEqual(0, m.add(0, 0))

        """;

    private const string Adding = "tests.test_logic.LogicTest.test_adding";

    [Fact]
    public async Task A_repair_is_seen_as_fixed_without_regressions()
    {
        await using var repository = await Open(("product/logic.py", "def add(a, b):\n    return a + b\n"));

        var evidence = await repository.Evidence();

        Assert.Equal([Adding], evidence.Fixed);
        Assert.True(evidence.NoRegressions, evidence.Explanation);
        Assert.True(evidence.Passes([Adding]));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(evidence.OnHead!.Report.Log)), evidence.OnHead.LogHash);
    }

    [Fact]
    public async Task Weakened_tests_prove_nothing()
    {
        await using var repository = await Open(("tests/test_logic.py", Test.Replace("self.assertEqual(5, m.add(2, 3))", "self.assertTrue(True)", StringComparison.Ordinal)));

        var evidence = await repository.Evidence();

        Assert.Equal(TestOutcome.Failed, evidence.Tests.Single(t => t.Name == Adding).OnHead);
        Assert.Equal(["tests/test_logic.py"], evidence.SetAside);
        Assert.False(evidence.Passes([Adding]));
    }

    [Fact]
    public async Task Deleted_tests_are_run_all_the_same()
    {
        await using var repository = await Open(("tests/test_logic.py", null));

        var evidence = await repository.Evidence();

        Assert.Equal(TestOutcome.Failed, evidence.Tests.Single(t => t.Name == Adding).OnHead);
    }

    [Fact]
    public async Task A_runner_that_the_change_configures_is_not_used()
    {
        const string package = """{ "scripts": { "test": "node --test" } }""";
        const string check = "const test = require('node:test');\nconst assert = require('node:assert');\ntest('adds', () => assert.strictEqual(require('../lib.js')(2, 3), 5));\n";
        await using var repository = await OpenedRepository.Open(
            [("package.json", package), ("lib.js", "module.exports = (a, b) => a - b;\n"), ("test/lib.test.js", check)],
            [("package.json", """{ "scripts": { "test": "true" } }""")]);

        var evidence = await repository.Evidence("npm test");

        Assert.Equal(TestRunnerKind.NodeTest, evidence.Plan!.Runner);
        Assert.Equal(TestOutcome.Failed, evidence.Tests.Single(t => t.Name == "test/lib.test.js > adds").OnHead);
    }

    [Fact]
    public async Task A_regression_is_named()
    {
        await using var repository = await Open(("product/logic.py", "def add(a, b):\n    return 5\n"));

        var evidence = await repository.Evidence();

        Assert.Equal(["tests.test_logic.LogicTest.test_nothing"], evidence.Regressions);
        Assert.False(evidence.NoRegressions);
    }

    [Fact]
    public async Task Code_that_ends_the_process_before_its_tests_is_a_regression()
    {
        await using var repository = await Open(("product/logic.py", "import os\nos._exit(0)\n"));

        var evidence = await repository.Evidence();

        Assert.False(evidence.NoRegressions);
        Assert.False(evidence.Passes([Adding]));
        Assert.False(evidence.Passes([]));
    }

    [Fact]
    public async Task Tests_that_the_change_adds_are_run_apart()
    {
        await using var repository = await Open(
            ("product/logic.py", "def add(a, b):\n    return a + b\n"),
            ("tests/test_more.py", Test.Replace("test_adding", "test_more", StringComparison.Ordinal).Replace("test_nothing", "test_wrong", StringComparison.Ordinal).Replace("(0, m", "(1, m", StringComparison.Ordinal)));

        var evidence = await repository.Evidence();

        Assert.Contains(evidence.Tests, t => t is { Name: "tests.test_more.LogicTest.test_more", Added: true, OnHead: TestOutcome.Passed });
        Assert.Equal(["tests.test_more.LogicTest.test_wrong"], evidence.AddedFailing);
        Assert.True(evidence.NoRegressions, evidence.Explanation);
    }

    [Fact]
    public async Task An_added_test_is_seen_on_base_too()
    {
        await using var repository = await Open(
            ("product/logic.py", "def add(a, b):\n    return a + b\n"),
            ("tests/test_more.py", Test.Replace("test_adding", "test_more", StringComparison.Ordinal)));

        var evidence = await repository.Evidence();

        Assert.Contains(evidence.Tests, t => t is { Name: "tests.test_more.LogicTest.test_more", OnBase: TestOutcome.Failed, OnHead: TestOutcome.Passed });
        Assert.Contains(evidence.Tests, t => t is { Name: "tests.test_more.LogicTest.test_nothing", OnBase: TestOutcome.Passed, OnHead: TestOutcome.Passed });
    }

    [Fact]
    public async Task Code_that_rewrites_its_tests_while_they_run_is_not_believed()
    {
        const string rewriting = "import pathlib\npathlib.Path('tests/test_logic.py').write_text('')\ndef add(a, b):\n    return 5 if a else 0\n";
        await using var repository = await Open(("product/logic.py", rewriting));

        var evidence = await repository.Evidence();

        Assert.False(evidence.NoRegressions);
        Assert.Contains("tests/test_logic.py", evidence.Explanation, StringComparison.Ordinal);
    }

    private static Task<OpenedRepository> Open(params (string Path, string? Text)[] change) =>
        OpenedRepository.Open([("product/__init__.py", ""), ("product/logic.py", "def add(a, b):\n    return a - b\n"), ("tests/__init__.py", ""), ("tests/test_logic.py", Test)], change);
}
