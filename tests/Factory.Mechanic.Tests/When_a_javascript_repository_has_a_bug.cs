using System.Text;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;

namespace Factory.Mechanic.Tests;

public sealed class When_a_javascript_repository_has_a_bug
{
    public static readonly TheoryData<string, string, string, string, string> Bugs = new()
    {
        { "comparison", "function grade(points) {\n  if (points > 90) return 'A';\n  return points > 75 ? 'B' : 'C';\n}\n", "grade(95) === 'A' && grade(80) === 'B'", "grade(90) === 'A' && grade(91) === 'A' && grade(89) === 'B'", "  if (points >= 90) return 'A';" },
        { "wrong variable", "function area(width, height) {\n  const wide = Math.max(width, height);\n  const tall = Math.min(width, height);\n  return wide * wide;\n}\n", "area(3, 3) === 9", "area(3, 4) === 12 && area(5, 2) === 10 && area(2, 5) === 10", "  return wide * tall;" },
        { "missing guard", "function average(values) {\n  let total = 0;\n  for (const value of values) total += value;\n  return total / values.length;\n}\n", "average([1, 3]) === 2", "average([]) === 0", "  return values.length === 0 ? 0 : total / values.length;" },
        { "missing await", "async function price(name) {\n  return name.length;\n}\nasync function total(names) {\n  let sum = 0;\n  for (const name of names) {\n    sum += price(name);\n  }\n  return sum;\n}\nconst both = async () => (await total([])) === 0;\nconst fails = async () => (await total(['ab', 'c'])) === 3;\n", "both", "fails", "    sum += await price(name);" },
        { "modern syntax", "class Box {\n  #width = 1;\n  static { Box.made = 0; }\n  constructor(width) { this.#width = width ?? 1; Box.made ||= 0; }\n  get size() { return this.#width - this.#width; }\n}\nconst size = width => new Box(width)?.size;\n", "size(0) === 0", "size(2) === 4 && size() === 2", "  get size() { return this.#width + this.#width; }" },
        { "template and pattern around it", "const label = (n) => `${n > 1 ? `${n} items` : 'one item'}`.replace(/[/`]/g, '');\nconst both = (a, b) => a / b / 2;\n", "label(2) === '2 items' && label(1) === 'one item'", "both(3, 4) === 6", "const both = (a, b) => a * b / 2;" },
    };

    /// <summary>As above, but only whether the repair is among the edits: nothing is run.</summary>
    public static readonly TheoryData<string, string, string> Others = new()
    {
        { "arithmetic", "function net(gross, tax, discount = 0) {\n  return gross - tax + discount;\n}\n", "  return gross - tax - discount;" },
        { "logical", "function mayEnter(member, paid, banned) {\n  return (member || paid) || !banned;\n}\n", "  return (member || paid) && !banned;" },
        { "off by one", "function last(items) {\n  return items[items.length];\n}\n", "  return items[items.length - 1];" },
        { "negated condition", "const clean = words => words.filter(word => {\n  if (word.trim()) return false;\n  return true;\n});\n", "  if (!word.trim()) return false;" },
        { "assignment", "class Account {\n  balance = 0;\n  payIn(amount) { this.balance += amount; }\n  payOut(amount) {\n    this.balance += amount;\n  }\n}\nconst after = (a, b) => { const c = new Account(); c.payIn(a); c.payOut(b); return c.balance; };\n", "    this.balance -= amount;" },
        { "method", "const longest = names => names.reduce((size, name) => Math.min(size, name.length), 0);\n", "const longest = names => names.reduce((size, name) => Math.max(size, name.length), 0);" },
        { "missing break", "function days(month) {\n  let result;\n  switch (month) {\n    case 2:\n      result = 28;\n    case 4:\n      result = 30;\n      break;\n    default:\n      result = 31;\n  }\n  return result;\n}\n", "      break;" },
    };

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task The_mechanic_finds_the_line_that_repairs_it(string kind, string product, string works, string fails, string repaired)
    {
        var name = kind == "missing await" ? "both, fails" : kind == "modern syntax" ? "size" : product.Contains("const both", StringComparison.Ordinal) ? "label, both" : Name(product);
        await using var repository = await OpenedRepository.Open(
            ("lib/logic.js", product + $"module.exports = {{ {name} }};\n"),
            ("test/logic.test.js", $"const test = require('node:test');\nconst assert = require('node:assert');\nconst {{ {name} }} = require('../lib/logic.js');\ntest('what works', async () => assert.ok(await ({works}{Called(kind)})));\ntest('what fails', async () => assert.ok(await ({fails}{Called(kind)})));\n"));

        var result = await repository.Repair();

        Assert.True(result.Found, $"{kind}: {result.StoppedBecause}");
        Assert.True(result.Candidates[0].Diff.Contains($"\n+{repaired}\n", StringComparison.Ordinal), result.Candidates[0].Diff);
        Assert.Equal(["test/logic.test.js > what fails"], result.Candidates[0].Fixes);
        Assert.Empty(await repository.Workspace.Changes(repository.BaseCommit, null, OpenedRepository.Cancel));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void The_repair_is_among_the_edits(string kind, string product, string repaired)
    {
        var content = Encoding.UTF8.GetBytes(product);
        var edits = EditSources.For("lib/logic.js")!("lib/logic.js", content, null, Told.By("")).Select(e => EditedFile.Apply(content, e.Changes)).OfType<byte[]>().Select(Encoding.UTF8.GetString).ToList();

        Assert.True(edits.Exists(e => Count(e, repaired) > Count(product, repaired)), $"{kind}: none of {edits.Count} edits");
    }

    private static int Count(string text, string line) => text.Split('\n').Count(l => l == line);

    [Fact]
    public async Task Modules_are_repaired_as_well()
    {
        await using var repository = await OpenedRepository.Open(
            ("package.json", """{ "type": "module", "scripts": { "test": "node --test" } }"""),
            ("lib/total.js", "// prices in cents – Brötchen\nexport const total = items => items.reduce((sum, item) => sum - item.price * item.count, 0);\n"),
            ("test/total.test.js", "import test from 'node:test';\nimport assert from 'node:assert';\nimport { total } from '../lib/total.js';\ntest('nothing', () => assert.equal(total([]), 0));\ntest('sum', () => assert.equal(total([{ price: 2, count: 3 }, { price: 1, count: 1 }]), 7));\n"));

        var result = await repository.Repair("the total of my cart is negative");

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Contains("(sum, item) => sum + item.price * item.count", result.Candidates[0].Diff, StringComparison.Ordinal);
    }

    private static string Called(string kind) => kind == "missing await" ? "()" : "";

    private static string Name(string product) => product.StartsWith("class", StringComparison.Ordinal) ? "after" : product.Split(['(', ' '], StringSplitOptions.RemoveEmptyEntries)[1];
}
