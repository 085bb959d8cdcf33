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
        { "a text that was told", "const NOBODY = 'no one';\n", "const NOBODY = 'nobody\\'s';\n" },
        { "what was told instead of nothing", "const names = new Map();\nfunction name(id) {\n  const found = names.get(id);\n  return found.trim();\n}\n", "const names = new Map();\nfunction name(id) {\n  const found = names.get(id);\n  if (!found) return 'nobody\\'s';\n  return found.trim();\n}\n" },
        { "the other end", "const at = (line, item) => line.findIndex(x => x === item);\n", "const at = (line, item) => line.findLastIndex(x => x === item);\n" },
        { "what was found is the answer", "function deep(node, key) {\n  if (node.key === key) return node;\n  for (const part of node.parts) {\n    let hit = deep(part, key);\n    if (hit) {\n      hit = part;\n    }\n  }\n  return null;\n}\n", "function deep(node, key) {\n  if (node.key === key) return node;\n  for (const part of node.parts) {\n    let hit = deep(part, key);\n    if (hit) {\n      return hit;\n    }\n  }\n  return null;\n}\n" },
        { "what is not the answer yet", "function run(start, steps) {\n  let state = start;\n  for (const step of steps) {\n    return step(state);\n  }\n  return state;\n}\n", "function run(start, steps) {\n  let state = start;\n  for (const step of steps) {\n    state = step(state);\n  }\n  return state;\n}\n" },
        { "what is given and never looks at", "function spaced(words, gap) {\n  return words.join(' '.repeat(2));\n}\n", "function spaced(words, gap) {\n  return words.join(' '.repeat(gap));\n}\n" },
        { "a field that others empty", "class Draft {\n  constructor() { this.lines = []; this.marks = new Set(); }\n  cut(n) {\n    this.lines.splice(n, 1);\n    this.marks.clear();\n  }\n  swap(n) {\n    this.lines.reverse();\n    this.marks.clear();\n  }\n  put(text) {\n    this.lines.push(text);\n  }\n}\n", "class Draft {\n  constructor() { this.lines = []; this.marks = new Set(); }\n  cut(n) {\n    this.lines.splice(n, 1);\n    this.marks.clear();\n  }\n  swap(n) {\n    this.lines.reverse();\n    this.marks.clear();\n  }\n  put(text) {\n    this.marks.clear();\n    this.lines.push(text);\n  }\n}\n" },
        { "a constant that nobody reads", "const MOST_DAYS = 30;\nconst MOST_DAYS_OF_GUESTS = 3;\nconst fee = guest => guest ? 2 : 1;\nfunction mayKeep(days, guest) {\n  if (days > MOST_DAYS) {\n    return false;\n  }\n  return fee(guest === 'x' ? 1 : 0) > 0;\n}\n", "const MOST_DAYS = 30;\nconst MOST_DAYS_OF_GUESTS = 3;\nconst fee = guest => guest ? 2 : 1;\nfunction mayKeep(days, guest) {\n  if (days > MOST_DAYS || (guest && days > MOST_DAYS_OF_GUESTS)) {\n    return false;\n  }\n  return fee(guest === 'x' ? 1 : 0) > 0;\n}\n" },
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
        { "a text that was told", "class C { const string Nobody = \"no one\"; }", "class C { const string Nobody = \"nobody's\"; }" },
        { "what was told instead of nothing", "class C { string F(Dictionary<int, string> names, int id) {\n    var found = names.GetValueOrDefault(id);\n    return found.Trim();\n} }", "class C { string F(Dictionary<int, string> names, int id) {\n    var found = names.GetValueOrDefault(id);\n    if (found is null) return \"nobody's\";\n    return found.Trim();\n} }" },
        { "the other end", "class C { void F(LinkedList<int> l) { l.RemoveLast(); } }", "class C { void F(LinkedList<int> l) { l.RemoveFirst(); } }" },
        { "what was found is the answer", "class C { N? F(N node, int key) {\n    if (node.Key == key) return node;\n    foreach (var part in node.Parts)\n    {\n        var hit = F(part, key);\n        if (hit is not null)\n        {\n            hit = part;\n        }\n    }\n\n    return null;\n} }", "class C { N? F(N node, int key) {\n    if (node.Key == key) return node;\n    foreach (var part in node.Parts)\n    {\n        var hit = F(part, key);\n        if (hit is not null)\n        {\n            return hit;\n        }\n    }\n\n    return null;\n} }" },
        { "what is not the answer yet", "class C { int F(int state, List<Func<int, int>> steps) {\n    foreach (var step in steps)\n    {\n        return step(state);\n    }\n\n    return state;\n} }", "class C { int F(int state, List<Func<int, int>> steps) {\n    foreach (var step in steps)\n    {\n        state = step(state);\n    }\n\n    return state;\n} }" },
        { "a field that others empty", "class C { readonly List<int> _lines = []; readonly List<int> _marks = [];\n    void Cut(int n)\n    {\n        _lines.RemoveAt(n);\n        _marks.Clear();\n    }\n\n    void Turn()\n    {\n        _lines.Reverse();\n        _marks.Clear();\n    }\n\n    void Put(int line)\n    {\n        _lines.Add(line);\n    }\n}", "class C { readonly List<int> _lines = []; readonly List<int> _marks = [];\n    void Cut(int n)\n    {\n        _lines.RemoveAt(n);\n        _marks.Clear();\n    }\n\n    void Turn()\n    {\n        _lines.Reverse();\n        _marks.Clear();\n    }\n\n    void Put(int line)\n    {\n        _marks.Clear();\n        _lines.Add(line);\n    }\n}" },
        { "what is given and never looked at", "class C { string F(string text, int width) { return text.PadLeft(12); } }", "class C { string F(string text, int width) { return text.PadLeft(width); } }" },
        { "a constant that nobody reads", "class C { const int MostDays = 30; const int MostDaysOfGuests = 3; int Fee(bool guest) => guest ? 2 : 1; bool Keep(int days, bool guest) {\n    if (days > MostDays) return false;\n    return true;\n} }", "class C { const int MostDays = 30; const int MostDaysOfGuests = 3; int Fee(bool guest) => guest ? 2 : 1; bool Keep(int days, bool guest) {\n    if (days > MostDays || (guest && days > MostDaysOfGuests)) return false;\n    return true;\n} }" },
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

    [Theory]
    [InlineData("Says \"unknown\", ‘none at all’ and `x = 1`.", "unknown", "none at all", "x = 1")]
    [InlineData("It's wrong, and Bob's isn't right either.")]
    [InlineData("\"two\nlines\" \"a\u202eb\" \"c\u0007d\" \"\"")]
    [InlineData("\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" \"b\"", "b")]
    public void Short_texts_that_a_report_quotes_are_read(string report, params string[] texts)
    {
        Assert.Equal(texts, Told.By(report).Texts);
    }

    [Fact]
    public void Of_a_report_full_of_quotations_few_are_tried()
    {
        Assert.Equal(6, Told.By(string.Join(' ', Enumerable.Range(1, 400).Select(i => $"\"text {i}\""))).Texts.Count);
    }

    [Theory]
    [InlineData("a.js", "const f = () => 'x';\n")]
    [InlineData("A.cs", "class C { string F() => \"x\"; }")]
    public void What_a_report_quotes_stays_a_text(string path, string before)
    {
        const string hostile = "'+e()+'\\${e()}";
        var content = Encoding.UTF8.GetBytes(before);

        var edits = EditSources.For(path)!(path, content, null, Told.By($"it says \"{hostile}\""));

        var told = edits.Select(e => EditedFile.Apply(content, e.Changes)).OfType<byte[]>().Where(e => Encoding.UTF8.GetString(e).Contains("e()", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, t => Assert.Contains(hostile, Literals(path, t)));
    }

    private static IEnumerable<string> Literals(string path, byte[] content) => path.EndsWith(".cs", StringComparison.Ordinal)
        ? Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(Encoding.UTF8.GetString(content)).GetRoot().DescendantTokens().Where(t => t.Value is string).Select(t => t.ValueText)
        : Factory.Mechanic.JavaScript.JsTree.Read(content)!.All.OfType<Acornima.Ast.StringLiteral>().Select(s => s.Value);

    private static void AssertThoughtOf(string path, string kind, string before, string after)
    {
        var content = Encoding.UTF8.GetBytes(before);
        var edits = EditSources.For(path)!(path, content, null, Told.By("it should be 3600, or \"nobody's\""));
        Assert.True(edits.Any(e => EditedFile.Apply(content, e.Changes) is { } edited && Bare(Encoding.UTF8.GetString(edited)) == Bare(after)), $"{kind}: none of {edits.Count} edits");
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
