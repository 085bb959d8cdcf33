using System.Text;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;

namespace Factory.Mechanic.Tests;

/// <summary>What the search of JavaScript and C# thinks of, without running anything: a line of code, and what it should have been.</summary>
public sealed class When_edits_are_thought_of
{
    public static readonly TheoryData<string, string, string> JavaScript = new()
    {
        { "a number that was told", "const LIMIT = 3660;\n", "const LIMIT = 3600;\n" },
        { "a number that is alike", "const step = n => n / 1000;\n", "const step = n => n / 1024;\n" },
        { "the rest of a sequence", "function last(items) {\n  if (items.length === 1) return items[0];\n  return last(items);\n}\n", "function last(items) {\n  if (items.length === 1) return items[0];\n  return last(items.slice(1));\n}\n" },
        { "the larger of two", "function f(items) {\n  let best = 0;\n  for (const item of items) best = item.size;\n  return best;\n}\n", "function f(items) {\n  let best = 0;\n  for (const item of items) best = Math.max(best, item.size);\n  return best;\n}\n" },
        { "nothing in it", "function depth(e) {\n  if (e.inner === undefined) return 0;\n  return 1;\n}\n", "function depth(e) {\n  if (e.inner === undefined || e.inner.length === 0) return 0;\n  return 1;\n}\n" },
        { "what was counted", "function even(text) {\n  let open = 0;\n  for (const c of text) open += c === '(' ? 1 : -1;\n  return true;\n}\n", "function even(text) {\n  let open = 0;\n  for (const c of text) open += c === '(' ? 1 : -1;\n  return open === 0;\n}\n" },
        { "a key of an object", "const DE = { group: '.', decimal: ',' };\nconst shown = (a, b, rules) => a + rules.group + b;\n", "const DE = { group: '.', decimal: ',' };\nconst shown = (a, b, rules) => a + rules.decimal + b;\n" },
        { "another function", "function plain(t) {\n  return t;\n}\nfunction render(t) {\n  return plain(t);\n}\n", "function plain(t) {\n  return t;\n}\nfunction render(t) {\n  return render(t);\n}\n" },
        { "arguments that moved by one", "const clamp = (v, low, high) => v;\nconst f = (v, low, high) => clamp(low, high, v);\n", "const clamp = (v, low, high) => v;\nconst f = (v, low, high) => clamp(v, low, high);\n" },
    };

    public static readonly TheoryData<string, string, string> CSharp = new()
    {
        { "a number that was told", "class C { const int Limit = 3660; }", "class C { const int Limit = 3600; }" },
        { "all bits, not any", "class C { bool Has(int all, int wanted) => (all & wanted) != 0; }", "class C { bool Has(int all, int wanted) => (all & wanted) == wanted; }" },
        { "one less, divided", "class C { int Quarter(int month) => month / 3 + 1; }", "class C { int Quarter(int month) => (month - 1) / 3 + 1; }" },
        { "a slice's end", "class C { string F(string t, int from) => t[from..^1]; }", "class C { string F(string t, int from) => t[from..]; }" },
        { "what belongs to nothing", "class C { void F(List<string> l, P p) {\n    l.Add(p.Company.Name);\n} }", "class C { void F(List<string> l, P p) {\n    if (p.Company is not null) l.Add(p.Company.Name);\n} }" },
        { "an empty list of an unknown kind", "class C { double F(IEnumerable<int> all) {\n    var given = all.ToList();\n    return given.Average();\n} }", "class C { double F(IEnumerable<int> all) {\n    var given = all.ToList();\n    if (given.Count == 0) return 0;\n    return given.Average();\n} }" },
        { "what is given and never asked", "class C(string zones) { bool Valid(char zone, int at) { return at > 0; } }", "class C(string zones) { bool Valid(char zone, int at) { return zones.Contains(zone) && at > 0; } }" },
        { "a result that is the end", "class C { int F(int a) {\n    var r = 0;\n    if (a > 1)\n    {\n        r = 2;\n    }\n\n    r = 1;\n    return r;\n} }", "class C { int F(int a) {\n    var r = 0;\n    if (a > 1)\n    {\n        return 2;\n    }\n\n    r = 1;\n    return r;\n} }" },
        { "a call around a call", "class C { static string A(string t) => t; static string B(string t) => t; static string F(string t) => A(t); }", "class C { static string A(string t) => t; static string B(string t) => t; static string F(string t) => B(A(t)); }" },
        { "several for one", "class C { void F(List<int> l, List<int> m) { l.Add(m); } }", "class C { void F(List<int> l, List<int> m) { l.AddRange(m); } }" },
        { "a missing return", "class C { bool F(int a) {\n    if (a > 1)\n    {\n        Log(a);\n    }\n\n    return true;\n} }", "class C { bool F(int a) {\n    if (a > 1)\n    {\n        Log(a);\n        return false;\n    }\n\n    return true;\n} }" },
    };

    [Theory]
    [MemberData(nameof(JavaScript))]
    public void The_repair_is_among_the_edits_of_JavaScript(string kind, string before, string after) => AssertThoughtOf("a.js", kind, before, after);

    [Theory]
    [MemberData(nameof(CSharp))]
    public void The_repair_is_among_the_edits_of_CSharp(string kind, string before, string after) => AssertThoughtOf("A.cs", kind, before, after);

    [Fact]
    public void Numbers_of_a_report_are_read_in_digits_and_words()
    {
        Assert.Equal([3600, 2.5, 60, 8], ReportWords.Numbers("3600 seconds are shown as 2.5 hours, 60 as v1.2.3 and eight as x7; 3600 again"));
    }

    [Fact]
    public void Of_a_report_full_of_numbers_few_are_tried()
    {
        Assert.Equal(12, ReportWords.Numbers(string.Join(' ', Enumerable.Range(100, 400))).Count);
    }

    private static void AssertThoughtOf(string path, string kind, string before, string after)
    {
        var content = Encoding.UTF8.GetBytes(before);
        var edits = EditSources.For(path)!(path, content, null, ReportWords.Numbers("it should be 3600"));
        Assert.True(edits.Any(e => EditedFile.Apply(content, e.Changes) is { } edited && Bare(Encoding.UTF8.GetString(edited)) == Bare(after)), $"{kind}: none of {edits.Count} edits");
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
