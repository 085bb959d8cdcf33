using System.Globalization;
using System.Text;

namespace Factory.Mechanic.Tests;

/// <summary>What repositories hold in the wild, in each language: the search ends honestly, and changes nothing but the lines of the fix.</summary>
public sealed class When_input_is_bad
{
    private const string PythonTest = "import unittest\nfrom logic import *\n\n\nclass LogicTest(unittest.TestCase):\n    def test_twice(self):\n        self.assertEqual(8, twice(4))\n        self.assertEqual(2, twice(1))\n";
    private const string NodeTest = "const test = require('node:test');\nconst assert = require('node:assert');\nconst { twice } = require('../lib/logic.js');\ntest('twice', () => { assert.equal(twice(4), 8); assert.equal(twice(1), 2); });\n";

    [Theory]
    [InlineData("logic.py", "test_logic.py", PythonTest, "def twice(n):\n    return (n * 2\n", "SyntaxError", "logic.py")]
    [InlineData("lib/logic.js", "test/logic.test.js", NodeTest, "function twice(n) {\n  return n * ;\n}\nmodule.exports = { twice };\n", "SyntaxError", "lib/logic.js:2")]
    [InlineData("src/Logic.java", "test/LogicTest.java", "", "class Logic {\n    static int twice(int n) {\n        return n * ;\n    }\n}\n", "illegal start of expression", "src/Logic.java:3")]
    public async Task A_syntax_error_ends_the_search_with_its_place(string path, string testPath, string test, string product, string error, string place)
    {
        if (test.Length == 0) JavaHere.NeedsJdk();
        await using var repository = await OpenedRepository.Open((path, product), (testPath, test.Length > 0 ? test : When_a_java_repository_has_a_bug.Test("eq(8, Logic.twice(4));")));

        var result = await repository.Repair(seconds: 120);

        Assert.False(result.Found);
        Assert.Contains(error, result.StoppedBecause, StringComparison.Ordinal);
        Assert.Contains(place, result.StoppedBecause + string.Join(' ', result.FailingTests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logic.py", "test_logic.py", "from nowhere_to_be_found import x\n\n\ndef twice(n):\n    return n * 3\n", PythonTest)]
    [InlineData("lib/logic.js", "test/logic.test.js", "const x = require('nowhere_to_be_found');\nfunction twice(n) {\n  return n * 3;\n}\nmodule.exports = { twice };\n", NodeTest)]
    [InlineData("src/Logic.java", "test/LogicTest.java", "import nowhere_to_be_found.Thing;\n\nclass Logic {\n    static int twice(int n) {\n        return n * 3;\n    }\n}\n", "")]
    public async Task A_missing_package_is_named(string path, string testPath, string product, string test)
    {
        if (test.Length == 0) JavaHere.NeedsJdk();
        await using var repository = await OpenedRepository.Open((path, product), (testPath, test.Length > 0 ? test : When_a_java_repository_has_a_bug.Test("eq(8, Logic.twice(4));")));

        var result = await repository.Repair(seconds: 120);
        var report = await repository.RunTests(seconds: 120);

        Assert.False(result.Found);
        Assert.Contains("nowhere_to_be_found", result.StoppedBecause + Encoding.UTF8.GetString(report.Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logic.py", "test_logic.py", PythonTest, "def twice(n):", "return n * 3", "")]
    [InlineData("lib/logic.js", "test/logic.test.js", NodeTest, "module.exports = { twice: function (n) {", "return n * 3;", "} };")]
    [InlineData("src/Logic.java", "test/LogicTest.java", "", "class Logic { static int twice(int n) {", "return n * 3;", "} }")]
    public async Task Line_ends_tabs_and_a_missing_last_one_stay(string path, string testPath, string test, string head, string body, string tail)
    {
        if (test.Length == 0) JavaHere.NeedsJdk();
        var comment = path.EndsWith(".py", StringComparison.Ordinal) ? "#" : "//";
        var product = $"{comment} Gr\u00fc\u00dfe \ud83d\ude00  \r\n{comment}\tmixed \n{head}\r\n\t{body}\r\n{tail}{(tail.Length > 0 ? "\n" : "")}{comment} the end";
        await using var repository = await OpenedRepository.Open((path, product), (testPath, test.Length > 0 ? test : When_a_java_repository_has_a_bug.Test("eq(8, Logic.twice(4)); eq(2, Logic.twice(1));")));

        var result = await repository.Repair(seconds: 300);

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Equal(product.Replace(body, body.Replace('3', '2'), StringComparison.Ordinal), Encoding.UTF8.GetString(result.Candidates[0].Files[0].Content.Span));
    }

    [Theory]
    [InlineData("logic.py", "test_logic.py", PythonTest)]
    [InlineData("lib/logic.js", "test/logic.test.js", NodeTest)]
    [InlineData("src/Logic.java", "test/LogicTest.java", "")]
    public async Task Twenty_thousand_lines_are_searched(string path, string testPath, string test)
    {
        if (test.Length == 0) JavaHere.NeedsJdk();
        var text = new StringBuilder(test.Length == 0 ? "class Logic {\n" : "");
        for (var i = 0; i < 5_000; i++) text.Append(Function(path, i));
        text.Append(path switch
        {
            "logic.py" => "def twice(n):\n    return n * 3\n",
            "lib/logic.js" => "function twice(n) {\n  return n * 3;\n}\nmodule.exports = { twice };\n",
            _ => "    static int twice(int n) {\n        return n * 3;\n    }\n}\n",
        });
        await using var repository = await OpenedRepository.Open((path, text.ToString()), (testPath, test.Length > 0 ? test : When_a_java_repository_has_a_bug.Test("eq(8, Logic.twice(4)); eq(2, Logic.twice(1));")));

        var result = await repository.Repair(seconds: 600);

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Contains("return n * 2", result.Candidates[0].Diff, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_java_file_in_Latin_1_keeps_its_bytes()
    {
        JavaHere.NeedsJdk();
        await using var repository = await OpenedRepository.Open(("src/Logic.java", "class Logic {\n    static int twice(int n) {\n        return n * 3; // zwei\n    }\n}\n"), ("test/LogicTest.java", When_a_java_repository_has_a_bug.Test("eq(8, Logic.twice(4)); eq(2, Logic.twice(1));")));
        var before = Encoding.Latin1.GetBytes("// Gr\u00fc\u00dfe\nclass Logic {\n    static int twice(int n) {\n        return n * 3; // f\u00fcr zwei\n    }\n}\n");
        repository.Workspace.Files.WriteBytes("src/Logic.java", before);

        var result = await repository.Repair(seconds: 300, apply: true);

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Equal(Encoding.Latin1.GetString(before).Replace('3', '2'), Encoding.Latin1.GetString(repository.Workspace.Files.ReadBytes("src/Logic.java")));
    }

    [Fact]
    public async Task A_file_that_names_no_encoding_of_text_stops_nothing()
    {
        // Nothing of the product runs in the tests' process: every file is looked at, the riddle first.
        await using var repository = await OpenedRepository.Open(
            ("a_riddle.py", "# coding: rot13\nk = 'é'\n"), ("logic.py", "print(1 + 1)\n"),
            ("test_logic.py", "import subprocess\nimport sys\nimport unittest\n\n\nclass Last(unittest.TestCase):\n    def test_last(self):\n        self.assertEqual(subprocess.check_output([sys.executable, 'logic.py']), b'3\\n')\n"));

        var result = await repository.Repair(seconds: 20);

        Assert.Equal(["test_logic.Last.test_last"], result.FailingTests);
        Assert.True(result.Total > 0, result.StoppedBecause);
    }

    private static string Function(string path, int number) => path switch
    {
        "logic.py" => string.Create(CultureInfo.InvariantCulture, $"def add{number}(a, b):\n    total = a + b\n    return total\n\n"),
        "lib/logic.js" => string.Create(CultureInfo.InvariantCulture, $"function add{number}(a, b) {{\n  const total = a + b;\n  return total;\n}}\n"),
        _ => string.Create(CultureInfo.InvariantCulture, $"    static int add{number}(int a, int b) {{\n        int total = a + b;\n        return total;\n    }}\n"),
    };
}
