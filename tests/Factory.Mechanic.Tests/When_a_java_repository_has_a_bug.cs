using System.Text;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Java;
using Factory.Mechanic.Searching;

namespace Factory.Mechanic.Tests;

/// <summary>A class with a bug, a test class whose main method throws where a check does not hold, and no library at all.</summary>
public sealed class When_a_java_repository_has_a_bug
{
    public static readonly TheoryData<string, string, string, string> Bugs = new()
    {
        { "comparison", "static String grade(int points) {\n        if (points > 90) return \"A\";\n        return points >= 75 ? \"B\" : \"C\";\n    }", "eq(\"A\", Logic.grade(95)); eq(\"B\", Logic.grade(75)); eq(\"C\", Logic.grade(74)); eq(\"A\", Logic.grade(90)); eq(\"B\", Logic.grade(89));", "if (points >= 90) return \"A\";" },
        { "integer division", "static double mean(int[] values) {\n        int sum = 0;\n        for (int value : values) sum += value;\n        return sum / values.length;\n    }", "eq(1.5, Logic.mean(new int[] {1, 2})); eq(2.0, Logic.mean(new int[] {2})); eq(2.5, Logic.mean(new int[] {1, 2, 3, 4}));", "return (double) sum / values.length;" },
        { "missing null guard", "static int length(String text) {\n        String tidy = text.trim();\n        return tidy.length();\n    }", "eq(2, Logic.length(\" ab \")); eq(0, Logic.length(\"\")); eq(0, Logic.length(null));", "if (text == null) return 0;" },
        { "missing base case", "static int power(int base, int exponent) {\n        return base * power(base, exponent - 1);\n    }", "eq(8, Logic.power(2, 3)); eq(1, Logic.power(5, 0)); eq(7, Logic.power(7, 1));", "return 1;" },
        { "swapped arguments", "static String part(String text, int from, int to) {\n        if (from > to) throw new IllegalArgumentException(\"from\");\n        return text.substring(to, from);\n    }", "eq(\"bc\", Logic.part(\"abcd\", 1, 3)); eq(\"\", Logic.part(\"ab\", 1, 1));", "return text.substring(from, to);" },
        { "field hidden by a parameter", "private int count;\n    Logic(int count) {\n        count = count;\n    }\n    static int of(int count) {\n        return new Logic(count).count;\n    }", "eq(3, Logic.of(3)); eq(0, Logic.of(0));", "this.count = count;" },
    };

    /// <summary>As above, but only whether the repair is among the edits: that takes one look at all of them.</summary>
    private static readonly (string Kind, string Product, string Checks, string Repaired)[] Others =
    [
        ("arithmetic", "static int net(int gross, int tax, int discount) {\n        return gross - tax + discount;\n    }", "eq(80, Logic.net(100, 20, 0)); eq(70, Logic.net(100, 20, 10)); eq(5, Logic.net(10, 2, 3));", "return gross - tax - discount;"),
        ("logical operator", "static boolean mayEnter(boolean member, boolean paid, boolean banned) {\n        return (member || paid) || !banned;\n    }", "eq(true, Logic.mayEnter(true, false, false)); eq(false, Logic.mayEnter(true, true, true)); eq(false, Logic.mayEnter(false, false, false)); eq(true, Logic.mayEnter(false, true, false));", "return (member || paid) && !banned;"),
        ("bounds of a loop", "static int sum(int[] values) {\n        int sum = 0;\n        for (int i = 0; i <= values.length; i++) {\n            sum += values[i];\n        }\n        return sum;\n    }", "eq(6, Logic.sum(new int[] {1, 2, 3})); eq(0, Logic.sum(new int[0]));", "for (int i = 0; i < values.length; i++) {"),
        ("equality of objects", "static boolean same(String left, String right) {\n        return left == right;\n    }", "eq(true, Logic.same(new String(\"ab\"), new String(\"ab\"))); eq(false, Logic.same(\"a\", \"b\"));", "return left.equals(right);"),
        ("wrong initial value", "static int largest(int[] values) {\n        int largest = 0;\n        for (int value : values) {\n            if (value > largest) largest = value;\n        }\n        return largest;\n    }", "eq(7, Logic.largest(new int[] {3, 7, 5})); eq(-2, Logic.largest(new int[] {-5, -2, -9}));", "int largest = Integer.MIN_VALUE;"),
        ("missing break", "static String day(int number) {\n        String name = \"weekday\";\n        switch (number) {\n            case 6:\n                name = \"saturday\";\n            case 7:\n                name = \"sunday\";\n                break;\n            default:\n                name = \"weekday\";\n        }\n        return name;\n    }", "eq(\"sunday\", Logic.day(7)); eq(\"saturday\", Logic.day(6)); eq(\"weekday\", Logic.day(1));", "break;"),
        ("key that is not there", "static java.util.Map<String, Integer> count(String[] words) {\n        java.util.Map<String, Integer> counts = new java.util.TreeMap<>();\n        for (String word : words) {\n            counts.put(word, counts.get(word) + 1);\n        }\n        return counts;\n    }", "eq(\"{a=2, b=1}\", Logic.count(new String[] {\"a\", \"b\", \"a\"}).toString()); eq(\"{}\", Logic.count(new String[0]).toString());", "counts.put(word, counts.getOrDefault(word, 0) + 1);"),
        ("result that is thrown away", "static String tidy(String text) {\n        text.trim();\n        return text.toLowerCase();\n    }", "eq(\"ab\", Logic.tidy(\" AB \")); eq(\"a\", Logic.tidy(\"A\"));", "text = text.trim();"),
        ("overload", "static int parts(String line) {\n        return line.split(\",\").length;\n    }", "eq(2, Logic.parts(\"a,b\")); eq(3, Logic.parts(\"a,,\")); eq(1, Logic.parts(\"a\"));", "return line.split(\",\", -1).length;"),
        ("the rest of a number", "static int kth(int[] items, int k) {\n        int below = 0;\n        for (int item : items) if (item < items[0]) below++;\n        if (k < below) return kth(items, k);\n        return items[0];\n    }", "eq(1, Logic.kth(new int[] {3, 1, 2}, 0));", "return kth(items, k - below);"),
        ("the larger of two", "static int best(int[] items) {\n        int best = 0;\n        for (int item : items) {\n            best = item + 1;\n        }\n        return best;\n    }", "eq(4, Logic.best(new int[] {3, 1}));", "best = Math.max(best, item + 1);"),
        ("statement in a loop that belongs before it", "static int longest(boolean[] flags) {\n        int best = 0;\n        for (boolean flag : flags) {\n            int run = 0;\n            run = flag ? run + 1 : 0;\n            best = Math.max(best, run);\n        }\n        return best;\n    }", "eq(2, Logic.longest(new boolean[] {true, true, false, true})); eq(0, Logic.longest(new boolean[] {false})); eq(3, Logic.longest(new boolean[] {true, true, true}));", "int run = 0;"),
        ("what was counted", "static boolean even(String text) {\n        int open = 0;\n        for (char c : text.toCharArray()) open += c == '(' ? 1 : -1;\n        return true;\n    }", "eq(false, Logic.even(\"((\"));", "return open == 0;"),
        ("what is never remembered", "static int kinds(String[] words) {\n        java.util.Set<String> seen = new java.util.HashSet<>();\n        int kinds = 0;\n        for (String word : words) {\n            if (!seen.contains(word)) kinds++;\n        }\n        return kinds;\n    }", "eq(1, Logic.kinds(new String[] {\"a\", \"a\"}));", "seen.add(word);"),
        ("a number that was told", "static int seconds(int hours) {\n        return hours * 3660;\n    }", "eq(7200, Logic.seconds(2));", "return hours * 3600;"),
        ("a branch that is the end", "static boolean cancel(int state) {\n        int tries = 0;\n        if (state > 2) {\n            tries++;\n        }\n        return true;\n    }", "eq(false, Logic.cancel(3));", "return false;"),
        ("a text that was told", "static String name(String id) {\n        return id.length() > 1 ? id : \"no one\";\n    }", "eq(\"nobody's\", Logic.name(\"\"));", "return id.length() > 1 ? id : \"nobody's\";"),
        ("what was told instead of nothing", "static final java.util.Map<Integer, String> NAMES = java.util.Map.of(1, \" a\");\n    static String name(int id) {\n        String found = NAMES.get(id);\n        return found.trim();\n    }", "eq(\"nobody's\", Logic.name(2));", "if (found == null) return \"nobody's\";"),
        ("what was found is the answer", "static Integer first(int[] items, int least) {\n        Integer found = null;\n        for (int item : items) {\n            if (item > least) {\n                found = item;\n            }\n        }\n        return null;\n    }", "eq(3, Logic.first(new int[] {3}, 1));", "return found;"),
        ("what is not the answer yet", "static int run(int state, int[] steps) {\n        for (int step : steps) {\n            return state * step;\n        }\n        return state;\n    }", "eq(6, Logic.run(1, new int[] {2, 3}));", "state = state * step;"),
        ("what is given and never looked at", "static String part(String text, int width) {\n        return text.substring(0, 12);\n    }", "eq(\"ab\", Logic.part(\"abc\", 2));", "return text.substring(0, width);"),
        ("a field that others empty", "private final java.util.List<Integer> lines = new java.util.ArrayList<>();\n    private final java.util.Set<Integer> marks = new java.util.HashSet<>();\n    void cut(int n) {\n        lines.remove(n);\n        marks.clear();\n    }\n    void turn() {\n        java.util.Collections.reverse(lines);\n        marks.clear();\n    }\n    int put(int line) {\n        lines.add(line);\n        return noted(line);\n    }\n    int noted(int line) {\n        int count = marks.size();\n        marks.add(line);\n        return count;\n    }", "Logic l = new Logic(); l.put(1); eq(0, l.put(2));", "marks.clear();\n        lines.add(line);"),
        ("a constant that nobody reads", "static final int MOST_DAYS = 30;\n    static final int MOST_DAYS_OF_GUESTS = 3;\n    static int fee(boolean guest) {\n        return guest ? 2 : 1;\n    }\n    static boolean mayKeep(int days, boolean guest) {\n        if (days > MOST_DAYS) return false;\n        return fee(guest) > 0;\n    }", "eq(false, Logic.mayKeep(4, true));", "if (days > MOST_DAYS || (guest && days > MOST_DAYS_OF_GUESTS)) return false;"),
        ("a statement that comes too early", "static int[] last = {0};\n    static int noted() { return last[0]; }\n    static int add(int number) {\n        int seen = noted();\n        int more = number + last[0];\n        last[0] = more;\n        return seen;\n    }", "eq(4, Logic.add(4));", "int seen = noted();"),
    ];

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task The_mechanic_finds_the_line_that_repairs_it(string kind, string product, string checks, string repaired)
    {
        JavaHere.NeedsJdk();
        await using var repository = await OpenedRepository.Open(("src/Logic.java", $"class Logic {{\n    {product}\n}}\n"), ("test/LogicTest.java", Test(checks)));

        var result = await repository.Repair(seconds: 600);

        Assert.True(result.Found, $"{kind}: {result.StoppedBecause}");
        Assert.True(result.Candidates[0].Diff.Split('\n').Any(l => l.StartsWith('+') && l.Contains(repaired, StringComparison.Ordinal)), $"{kind}: {result.Candidates[0].Diff}");
        Assert.Equal(["LogicTest"], result.Candidates[0].Fixes);
        Assert.Empty(await repository.Workspace.Changes(repository.BaseCommit, null, OpenedRepository.Cancel));
    }

    [Fact]
    public async Task The_repair_is_among_the_edits()
    {
        JavaHere.NeedsJdk();
        var bugs = Others.Select((bug, i) => (bug.Kind, Name: $"Logic{i}", bug.Product, bug.Checks, bug.Repaired)).ToList();
        await using var repository = await OpenedRepository.Open(
        [
            .. bugs.Select(b => ($"src/{b.Name}.java", (string?)$"class {b.Name} {{\n    {b.Product.Replace("Logic", b.Name, StringComparison.Ordinal)}\n}}\n")),
            .. bugs.Select(b => ($"test/{b.Name}Test.java", (string?)Test(b.Checks).Replace("Logic", b.Name, StringComparison.Ordinal))),
        ]);
        var request = repository.Request(report: "an hour has 3600 seconds, and it is \"nobody's\"");
        var sources = new ProductFiles(repository.Workspace);

        var seen = await new JavaLanguage(request, sources).Observe(TimeSpan.FromMinutes(10), OpenedRepository.Cancel);

        foreach (var bug in bugs)
        {
            var content = sources.Bytes($"src/{bug.Name}.java")!;
            var edits = seen.Edits.Where(e => e.Path == $"src/{bug.Name}.java").Select(e => EditedFile.Apply(content, e.Changes)).OfType<byte[]>().Select(Encoding.UTF8.GetString).ToList();
            Assert.True(edits.Exists(e => e.Contains(bug.Repaired, StringComparison.Ordinal) && Moved(bug.Product, bug.Repaired, e)), $"{bug.Kind}: none of {edits.Count} edits");
        }
    }

    // A line that was there before is in another place, or there once more.
    private static bool Moved(string product, string repaired, string edited) =>
        !product.Contains(repaired, StringComparison.Ordinal) || edited.Split('\n').ToList().FindIndex(l => l.Contains(repaired, StringComparison.Ordinal)) != product.Split('\n').ToList().FindIndex(l => l.Contains(repaired, StringComparison.Ordinal)) + 1;

    [Theory]
    [InlineData("junit 4", "import org.junit.Test;\nimport static org.junit.Assert.*;\npublic ")]
    [InlineData("junit 5", "import org.junit.jupiter.api.Test;\nimport static org.junit.jupiter.api.Assertions.*;\n")]
    public async Task JUnit_tests_are_known_by_name(string kind, string head)
    {
        JavaHere.NeedsJUnit();
        await using var repository = await OpenedRepository.Open(
            ("src/main/java/shop/Cart.java", "package shop;\n\npublic class Cart {\n    private int total;\n\n    public void add(int price, int count) {\n        total += price + count;\n    }\n\n    public int total() {\n        return total;\n    }\n}\n"),
            ("src/test/java/shop/CartTest.java", $"package shop;\n{head}class CartTest {{\n    @Test public void nothing() {{ assertEquals(0, new Cart().total()); }}\n    @Test public void sums() {{ Cart c = new Cart(); c.add(2, 4); c.add(3, 1); assertEquals(11, c.total()); }}\n}}\n"));

        var result = await repository.Repair(seconds: 600);

        Assert.True(result.Found, $"{kind}: {result.StoppedBecause}");
        Assert.Contains("+        total += price * count;", result.Candidates[0].Diff, StringComparison.Ordinal);
        Assert.Equal(["shop.CartTest.sums"], result.Candidates[0].Fixes);
    }

    [Fact]
    public async Task A_given_script_that_compiles_and_runs_main_methods_is_tried_in_memory()
    {
        JavaHere.NeedsJdk();
        const string script = "#!/bin/sh\nset -e\ncd \"$(dirname \"$0\")\"\nout=$(mktemp -d)\ntrap 'rm -rf \"$out\"' EXIT\njavac -d \"$out\" src/*.java test/*.java\njava -ea -cp \"$out\" StackTest\n";
        const string test = "public class StackTest {\n    static int failures;\n    static void check(String name, Object expected, Object actual) {\n        if (!expected.equals(actual)) { failures++; System.out.println(\"FAIL \" + name); }\n    }\n"
            + "    public static void main(String[] args) {\n        Stack s = new Stack();\n        s.push(\"a\"); s.push(\"b\");\n        check(\"size\", 2, s.size());\n        check(\"pop\", \"b\", s.pop());\n        check(\"pop again\", \"a\", s.pop());\n        if (failures > 0) System.exit(1);\n    }\n}\n";
        const string product = "import java.util.*;\n\npublic class Stack {\n    private final List<String> items = new ArrayList<>();\n\n    public void push(String item) {\n        items.add(item);\n    }\n\n    public String pop() {\n        return items.remove(0);\n    }\n\n    public int size() {\n        return items.size();\n    }\n}\n";
        await using var repository = await OpenedRepository.Open(("run-tests.sh", script), ("src/Stack.java", product), ("test/StackTest.java", test));

        var result = await repository.Repair(seconds: 600, command: "sh run-tests.sh");

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Contains("+        return items.remove(items.size() - 1);", result.Candidates[0].Diff, StringComparison.Ordinal);
        Assert.Equal(["command"], result.Candidates[0].Fixes);
        // On disk a search ends with the first that passes: more candidates than the one show that it was not there.
        Assert.True(result.Tried > 1, $"{result.Tried} tried");
    }

    [Fact]
    public async Task A_given_command_that_says_more_than_its_java_does_is_tried_on_disk()
    {
        JavaHere.NeedsJdk();
        const string script = "set -e\nout=$(mktemp -d)\njavac -d \"$out\" src/*.java\n[ \"$(java -cp \"$out\" Greeting Ada)\" = 'Hello, Ada!' ]\n[ \"$(java -cp \"$out\" Greeting)\" = 'Hello!' ]\n";
        const string product = "public class Greeting {\n    public static void main(String[] args) {\n        System.out.println(args.length > 1 ? \"Hello, \" + args[0] + \"!\" : \"Hello!\");\n    }\n}\n";
        await using var repository = await OpenedRepository.Open(("check_test.sh", script), ("src/Greeting.java", product));

        var result = await repository.Repair(seconds: 600, command: "sh check_test.sh");

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Contains("args.length >= 1 ?", result.Candidates[0].Diff, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_tries_the_same()
    {
        JavaHere.NeedsJdk();
        await using var repository = await OpenedRepository.Open(("src/Logic.java", "class Logic {\n    static int twice(int n) {\n        return n + n + n;\n    }\n}\n"), ("test/LogicTest.java", Test("eq(4, Logic.twice(2)); eq(0, Logic.twice(0));")));

        var first = await repository.Repair(seconds: 600, parallel: 1);
        var second = await repository.Repair(seconds: 600, parallel: 2);

        Assert.True(first.Found, first.StoppedBecause);
        Assert.Equal(first.Candidates[0].Diff, second.Candidates[0].Diff);
        Assert.Equal(first.Tried, second.Tried);
    }

    internal static string Test(string checks) =>
        $"import java.util.Objects;\n\npublic class LogicTest {{\n    static void eq(Object expected, Object actual) {{\n        if (!Objects.equals(expected, actual)) throw new AssertionError(\"expected \" + expected + \" but got \" + actual);\n    }}\n\n    public static void main(String[] args) {{\n        {checks}\n    }}\n}}\n";
}
