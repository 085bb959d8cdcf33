namespace Factory.Mechanic.Tests;

public sealed class When_tests_come_and_go
{
    [Fact]
    public async Task A_python_test_that_passes_when_run_again_proves_no_repair()
    {
        await using var repository = await OpenedRepository.Open(
            ("product/__init__.py", ""), ("product/logic.py", "def add(a, b):\n    return a + b\n"), ("tests/__init__.py", ""),
            ("tests/test_logic.py", "import os\nimport unittest\nfrom product import logic\n\n\nclass LogicTest(unittest.TestCase):\n    def test_comes_and_goes(self):\n        first = not os.path.exists('seen')\n        open('seen', 'w').close()\n        self.assertTrue(logic.add(1, 2) != 3 or not first)\n"));

        var result = await repository.Repair(seconds: 300);

        Assert.False(result.Found);
        Assert.Contains("flaky", result.StoppedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_java_test_that_passes_when_run_again_proves_no_repair()
    {
        JavaHere.NeedsJdk();
        await using var repository = await OpenedRepository.Open(
            ("src/Logic.java", "class Logic {\n    static int add(int a, int b) {\n        return a + b;\n    }\n}\n"),
            ("test/LogicTest.java", "import java.nio.file.*;\n\npublic class LogicTest {\n    public static void main(String[] args) throws Exception {\n        Path seen = Path.of(\"seen\");\n        boolean first = !Files.exists(seen);\n        Files.writeString(seen, \"\");\n        if (first || Logic.add(1, 2) == 100) throw new AssertionError(\"first\");\n    }\n}\n"));

        var result = await repository.Repair(seconds: 300);

        Assert.False(result.Found);
        Assert.Contains("flaky", result.StoppedBecause, StringComparison.Ordinal);
    }
}
