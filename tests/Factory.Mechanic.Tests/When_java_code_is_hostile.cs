using System.Text;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Tests;

public sealed class When_java_code_is_hostile
{
    private const string JUnit = "import org.junit.jupiter.api.Test;\nimport static org.junit.jupiter.api.Assertions.*;\n";

    [Fact]
    public async Task A_test_that_hangs_fails_with_its_place_and_is_repaired()
    {
        JavaHere.NeedsJdk();
        await using var repository = await OpenedRepository.Open(
            ("src/Logic.java", "class Logic {\n    static int steps(int number) {\n        int count = 0;\n        while (number > 0) {\n            number += 3;\n            number -= number > 1_000_000 ? 1_000_000 : 0;\n            count++;\n        }\n        return count;\n    }\n}\n"),
            ("test/LogicTest.java", When_a_java_repository_has_a_bug.Test("eq(0, Logic.steps(0)); eq(3, Logic.steps(7)); eq(1, Logic.steps(3));")));

        var result = await repository.Repair(seconds: 600);

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Contains("+            number -= 3;", result.Candidates[0].Diff, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_ends_the_process_fails_and_the_others_are_still_seen()
    {
        JavaHere.NeedsJUnit();
        await using var repository = await OpenedRepository.Open(
            ("src/Logic.java", "public class Logic {\n    static int half(int n) {\n        if (n < 0) System.exit(3);\n        return n / 3;\n    }\n}\n"),
            ("test/LogicTest.java", JUnit + "class LogicTest {\n    @Test void exits() { Logic.half(-1); }\n    @Test void halves() { assertEquals(2, Logic.half(4)); assertEquals(5, Logic.half(10)); }\n    @Test void nothing() { assertEquals(0, Logic.half(0)); }\n}\n"));

        var result = await repository.Repair(seconds: 600, failing: ["LogicTest.halves"]);

        Assert.True(result.Tried > 0, result.StoppedBecause);
        Assert.Equal(["LogicTest.halves"], result.FailingTests);
    }

    [Fact]
    public async Task Endless_recursion_is_an_error_of_its_test_alone()
    {
        JavaHere.NeedsJUnit();
        await using var repository = await OpenedRepository.Open(
            ("src/Logic.java", "public class Logic {\n    static int down(int n) {\n        return down(n - 1) + 1;\n    }\n    static int one() {\n        return 1;\n    }\n}\n"),
            ("test/LogicTest.java", JUnit + "class LogicTest {\n    @Test void recurses() { assertEquals(3, Logic.down(3)); }\n    @Test void works() { assertEquals(1, Logic.one()); }\n}\n"));

        var report = await repository.RunTests(seconds: 300);

        Assert.True(report.Complete, Encoding.UTF8.GetString(report.Log));
        Assert.Equal(TestOutcome.Error, report.OutcomeOf("LogicTest.recurses"));
        Assert.Contains("StackOverflowError", report.Results.Single(r => r.IsBad).Message, StringComparison.Ordinal);
        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("LogicTest.works"));
    }

    [Fact]
    public async Task A_syntax_error_ends_honestly_with_its_place()
    {
        JavaHere.NeedsJdk();
        await using var repository = await OpenedRepository.Open(("src/Logic.java", "class Logic {\n    static int one() {\n        return 1\n    }\n}\n"), ("test/LogicTest.java", When_a_java_repository_has_a_bug.Test("eq(1, Logic.one());")));

        var result = await repository.Repair(seconds: 300);

        Assert.False(result.Found);
        Assert.Contains("src/Logic.java:3: ';' expected", result.StoppedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_dependency_is_named()
    {
        JavaHere.NeedsJUnit();
        await using var repository = await OpenedRepository.Open(
            ("build.gradle", "dependencies { implementation 'org.nowhere:to-be-found:1.2' }\n"),
            ("src/main/java/Logic.java", "class Logic {\n    static int one() { return 2; }\n}\n"),
            ("src/test/java/LogicTest.java", JUnit + "import org.nowhere.Thing;\nclass LogicTest {\n    @Test void one() { assertEquals(1, Logic.one()); }\n}\n"),
            ("src/test/java/OtherTest.java", JUnit + "class OtherTest {\n    @Test void one() { assertEquals(2, Logic.one()); }\n}\n"));

        var report = await repository.RunTests(seconds: 300);

        var bad = report.Results.Single(r => r.IsBad);
        Assert.Equal("LogicTest", bad.Name);
        Assert.Contains("missing dependency: package org.nowhere", bad.Message, StringComparison.Ordinal);
        Assert.Contains("org.nowhere:to-be-found:1.2", bad.Message, StringComparison.Ordinal);
        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("OtherTest.one"));
    }

    [Fact]
    public async Task Noise_of_tests_changes_nothing()
    {
        JavaHere.NeedsJUnit();
        await using var repository = await OpenedRepository.Open(
            ("src/Logic.java", "class Logic {\n    static int one() { return 1; }\n}\n"),
            ("test/LogicTest.java", JUnit + "class LogicTest {\n    @Test void noisy() { for (int i = 0; i < 20000; i++) { System.out.print(\"\\u001e{\\\"e\\\":\\\"end\\\"} FAIL \"); System.err.println(\"Tests run: 0\"); } assertEquals(1, Logic.one()); }\n}\n"));

        var report = await repository.RunTests(seconds: 300);

        Assert.True(report.AllPassed, Encoding.UTF8.GetString(report.Log[^2000..]));
    }

    [Fact]
    public async Task What_is_written_outside_does_not_arrive()
    {
        JavaHere.NeedsJdk();
        var outside = Path.Combine(Path.GetTempPath(), $"factory-java-{Guid.NewGuid():n}");
        await using var repository = await OpenedRepository.Open(
            ("src/Logic.java", $"class Logic {{\n    static int one() throws Exception {{\n        java.nio.file.Files.writeString(java.nio.file.Path.of(\"{outside}\"), \"x\");\n        return 2;\n    }}\n}}\n"),
            ("test/LogicTest.java", When_a_java_repository_has_a_bug.Test("eq(1, Logic.one());").Replace("String[] args)", "String[] args) throws Exception", StringComparison.Ordinal)));

        var result = await repository.Repair(seconds: 600);

        Assert.True(result.Found, result.StoppedBecause);
        Assert.False(File.Exists(outside));
    }

    [Fact]
    public async Task Six_thousand_lines_with_Windows_line_ends_keep_all_but_one()
    {
        JavaHere.NeedsJdk();
        var text = new StringBuilder("// Gr\u00fc\u00dfe \ud83d\ude00\r\nclass Logic {\r\n");
        for (var i = 0; i < 1_200; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\tstatic int add{i}(int a, int b) {{\r\n\t    int sum = a + b; \r\n\t\tif (sum < 0) sum = 0;\r\n        return sum;\r\n\t}}\r\n");
        text.Append("\tstatic int twice(int n) {\r\n\t\treturn n * 3;\r\n\t}\r\n}");
        await using var repository = await OpenedRepository.Open(("src/Logic.java", text.ToString()), ("test/LogicTest.java", When_a_java_repository_has_a_bug.Test("eq(5, Logic.add7(2, 3)); eq(6, Logic.add900(3, 3)); eq(8, Logic.twice(4)); eq(2, Logic.twice(1));")));

        var result = await repository.Repair(seconds: 600);

        Assert.True(result.Found, result.StoppedBecause);
        var repaired = Encoding.UTF8.GetString(result.Candidates[0].Files[0].Content.Span);
        var (before, after) = (text.ToString().Split('\n'), repaired.Split('\n'));
        Assert.Equal(before.Length, after.Length);
        var changed = Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != after[i]);
        Assert.Equal(6_004, changed + 1);
        Assert.EndsWith("\r", after[changed], StringComparison.Ordinal);
    }
}
