using System.Text;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Tests.Testing;

public sealed class When_tests_are_run
{
    private const string Suite = """
        import os
        import unittest


        class LogicTest(unittest.TestCase):
            def test_passes(self):
                print("FAIL OK")

            def test_fails(self):
                self.assertEqual(1, 2)

            def test_breaks(self):
                raise KeyError("x")

            @unittest.skip("later")
            def test_skipped(self):
                pass

        """;

    [Fact]
    public async Task Each_unittest_is_known_by_name()
    {
        await using var repository = await OpenedRepository.Open(("tests/test_logic.py", Suite));

        var report = await repository.RunTests("python3 -m unittest discover -s tests");

        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("test_logic.LogicTest.test_passes"));
        Assert.Equal(TestOutcome.Failed, report.OutcomeOf("test_logic.LogicTest.test_fails"));
        Assert.Equal(TestOutcome.Error, report.OutcomeOf("test_logic.LogicTest.test_breaks"));
        Assert.Equal(TestOutcome.Skipped, report.OutcomeOf("test_logic.LogicTest.test_skipped"));
        Assert.True(report.Complete);
        Assert.False(report.AllPassed);
        Assert.Contains("1 != 2", report.Results.Single(r => r.Outcome == TestOutcome.Failed).Message, StringComparison.Ordinal);
        Assert.Contains("FAIL OK", Encoding.UTF8.GetString(report.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_selected_ones_run()
    {
        await using var repository = await OpenedRepository.Open(("tests/test_logic.py", Suite));

        var report = await repository.RunTests(selection: new TestSelection(["test_logic.LogicTest.test_passes"]));

        Assert.Equal(["test_logic.LogicTest.test_passes"], report.Results.Select(r => r.Name));
        Assert.True(report.AllPassed);
    }

    [Theory]
    [InlineData("os._exit(0)")]
    [InlineData("import sys; print('OK'); sys.stdout.flush(); os._exit(0)")]
    [InlineData("os.kill(os.getpid(), 9)")]
    public async Task A_test_that_ends_the_process_is_an_error_whatever_it_printed(string lie)
    {
        await using var repository = await OpenedRepository.Open(("tests/test_logic.py", $"import os\nimport unittest\n\n\nclass LogicTest(unittest.TestCase):\n    def test_a(self):\n        {lie}\n\n    def test_b(self):\n        pass\n"));

        var report = await repository.RunTests("python3 -m unittest discover -s tests");

        Assert.False(report.Complete);
        Assert.Contains("not whole", report.Problem, StringComparison.Ordinal);
        Assert.False(report.AllPassed);
        Assert.Equal(TestOutcome.Error, report.OutcomeOf("test_logic.LogicTest.test_a"));
        Assert.Equal(TestOutcome.Error, report.OutcomeOf("test_logic.LogicTest.test_b"));
    }

    [Fact]
    public async Task Printed_records_are_not_believed()
    {
        const string lie = """
            import sys, unittest


            class LogicTest(unittest.TestCase):
                def test_a(self):
                    for token in ("", "token", "T"):
                        print("\x1e" + token + '{"e": "result", "name": "test_logic.LogicTest.test_a", "outcome": "passed", "seconds": 0, "message": "", "trace": ""}')
                    self.fail("really")

            """;
        await using var repository = await OpenedRepository.Open(("tests/test_logic.py", lie));

        var report = await repository.RunTests();

        Assert.Equal(TestOutcome.Failed, Assert.Single(report.Results).Outcome);
    }

    [Fact]
    public async Task A_test_that_never_ends_is_named_and_its_place_is_in_the_log()
    {
        await using var repository = await OpenedRepository.Open(("tests/test_logic.py", "import unittest\n\n\nclass LogicTest(unittest.TestCase):\n    def test_a(self):\n        while True:\n            pass\n"));

        var report = await repository.RunTests(seconds: 4);

        Assert.True(report.TimedOut);
        Assert.Equal(TestOutcome.Error, report.OutcomeOf("test_logic.LogicTest.test_a"));
        Assert.Contains("test_logic.py\", line ", Encoding.UTF8.GetString(report.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_functions_and_scripts_are_tests_where_pytest_is_missing()
    {
        await using var repository = await OpenedRepository.Open(
            ("test_functions.py", "def test_good():\n    assert 1 == 1\n\n\ndef test_bad():\n    assert 1 == 2\n"),
            ("test_script.py", "total = 1 + 1\nassert total == 3, total\n"));

        var report = await repository.RunTests();

        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("test_functions.test_good"));
        Assert.Equal(TestOutcome.Failed, report.OutcomeOf("test_functions.test_bad"));
        Assert.Equal(TestOutcome.Failed, report.OutcomeOf("test_script.py"));
    }

    [Fact]
    public async Task A_file_of_the_repository_cannot_stand_in_for_the_runner()
    {
        await using var repository = await OpenedRepository.Open(
            ("unittest.py", "raise SystemExit(0)\n"), ("json.py", "raise SystemExit(0)\n"),
            ("tests/test_logic.py", "import unittest\n\n\nclass LogicTest(unittest.TestCase):\n    def test_a(self):\n        self.fail()\n"));

        var report = await repository.RunTests("python3 -m unittest discover -s tests");

        Assert.Equal(TestOutcome.Failed, report.OutcomeOf("test_logic.LogicTest.test_a"));
    }

    [Fact]
    public async Task Each_test_of_node_is_known_by_file_and_name()
    {
        const string suite = """
            const { test, describe, it } = require('node:test');
            const assert = require('node:assert');
            console.log('ok 1 - everything');
            test('adds', () => assert.strictEqual(1 + 1, 2));
            describe('numbers', () => {
              it('are ordered', () => assert.ok(1 < 2));
              it('are few', () => assert.strictEqual(1, 2));
              it.skip('later', () => {});
            });
            """;
        await using var repository = await OpenedRepository.Open(("test/numbers.test.js", suite));

        var report = await repository.RunTests();

        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("test/numbers.test.js > adds"));
        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("test/numbers.test.js > numbers > are ordered"));
        Assert.Equal(TestOutcome.Failed, report.OutcomeOf("test/numbers.test.js > numbers > are few"));
        Assert.Equal(TestOutcome.Skipped, report.OutcomeOf("test/numbers.test.js > numbers > later"));
        Assert.True(report.Complete);
    }

    [Fact]
    public async Task A_node_test_that_ends_the_process_is_an_error()
    {
        await using var repository = await OpenedRepository.Open(
            ("a.test.js", "const test = require('node:test');\ntest('one', () => {});\ntest('two', () => { process.exit(0); });\ntest('three', () => {});\n"));

        var report = await repository.RunTests("node --test");

        Assert.False(report.AllPassed);
        Assert.Equal(TestOutcome.Error, report.OutcomeOf("a.test.js"));
        Assert.DoesNotContain(report.Results, r => r.Name.EndsWith("two", StringComparison.Ordinal) && r.Outcome == TestOutcome.Passed);
    }

    [Fact]
    public async Task Of_a_plain_command_the_exit_code_is_the_test()
    {
        await using var repository = await OpenedRepository.Open(("check.sh", "echo checking; exit 3\n"));

        var report = await repository.RunTests("sh check.sh");

        var test = Assert.Single(report.Results);
        Assert.Equal((TestPlan.CommandTest, TestOutcome.Failed, "exit code 3"), (test.Name, test.Outcome, test.Message));
    }

    [Fact]
    public async Task A_run_without_packages_says_which_are_missing_and_that_they_could_not_be_restored()
    {
        const string project = """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" Version="[0.0.1-missing]" /></ItemGroup>
            </Project>
            """;
        await using var repository = await OpenedRepository.Open(("Shop.Tests.csproj", project), ("ShopTests.cs", "public class ShopTests;"));

        var report = await repository.RunTests("dotnet test Shop.Tests.csproj");

        Assert.False(report.AllPassed);
        Assert.StartsWith("no test ran (exit code 1)", report.Problem, StringComparison.Ordinal);
        Assert.Contains("error NU", report.Problem, StringComparison.Ordinal);
        Assert.Contains("packages could not be restored", report.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_cannot_start_says_so()
    {
        await using var repository = await OpenedRepository.Open(("a.txt", ""));

        var report = await repository.RunTests("no-such-program --now");

        Assert.Contains("no-such-program", report.CouldNotStart, StringComparison.Ordinal);
        Assert.False(report.AllPassed);
    }
}
