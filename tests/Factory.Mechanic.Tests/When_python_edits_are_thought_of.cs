using System.Text;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Python;
using Factory.Mechanic.Searching;

namespace Factory.Mechanic.Tests;

/// <summary>What the search of Python thinks of: each is a module of one repository with a test that fails, and a part of it as it should have been.</summary>
public sealed class When_python_edits_are_thought_of
{
    private static readonly (string Kind, string Module, string Call, string Repaired)[] Bugs =
    [
        ("a number that was told, at the top", "HOUR = 3660\n\n\ndef hours(n):\n    return n // HOUR\n", "hours(3600)", "HOUR = 3600\n"),
        ("a text that was told", "NOBODY = 'no one'\n\n\ndef name(n):\n    return n or NOBODY\n", "name('')", "NOBODY = \"nobody's\"\n"),
        ("what was told instead of nothing", "NAMES = {1: ' a'}\n\n\ndef name(n):\n    found = NAMES.get(n)\n    return found.strip()\n", "name(2)", "    if not found:\n        return \"nobody's\"\n    return found.strip()\n"),
        ("what was found is the answer", "def deep(node, key):\n    if node['key'] == key:\n        return node\n    for part in node['parts']:\n        hit = deep(part, key)\n        if hit:\n            hit = part\n    return None\n", "deep({'key': 1, 'parts': [{'key': 2, 'parts': []}]}, 2)", "        if hit:\n            return hit\n"),
        ("what is not the answer yet", "def run(state, steps):\n    for step in steps:\n        return state * step\n    return state\n", "run(1, [2, 3])", "    for step in steps:\n        state = state * step\n"),
        ("a start among several", "from math import inf\n\n\ndef least(items):\n    place, best = -1, 0\n    for i, item in enumerate(items):\n        if item < best:\n            place, best = i, item\n    return place, best\n", "least([2, 1])", "    place, best = -1, inf\n"),
        ("a first element among several", "def most(items):\n    seen, best = 1, 0\n    for item in items:\n        best = max(best, item)\n    return seen, best\n", "most([-2])", "    seen, best = 1, items[0]\n"),
        ("a field that others empty", "class Draft:\n    def __init__(self):\n        self.lines = []\n        self.marks = set()\n\n    def cut(self, n):\n        del self.lines[n]\n        self.marks.clear()\n\n    def turn(self):\n        self.lines.reverse()\n        self.marks.clear()\n\n    def put(self, line):\n        self.lines.append(line)\n\n\ndef put():\n    d = Draft()\n    d.put(1)\n    return d\n", "put()", "        self.marks.clear()\n        self.lines.append(line)\n"),
        ("a constant that nobody reads", "MOST_DAYS = 30\nMOST_DAYS_OF_GUESTS = 3\n\n\ndef fee(guest):\n    return 2 if guest else 1\n\n\ndef may_keep(days, guest):\n    if days > MOST_DAYS:\n        return False\n    return fee(guest) > 0\n", "may_keep(4, True)", "    if days > MOST_DAYS or (guest and days > MOST_DAYS_OF_GUESTS):\n"),
        ("what is given and never looked at", "def part(text, width):\n    return text[:12]\n", "part('abc', 2)", "    return text[:width]\n"),
        ("the larger of two in a pair", "def joined(parts):\n    found = [parts[0]]\n    for start, end in parts[1:]:\n        found[-1] = (found[-1][0], end)\n    return found\n", "joined([(1, 5), (2, 3)])", "        found[-1] = (found[-1][0], max(found[-1][1], end))\n"),
        ("the other end", "from collections import deque\n\n\ndef after(items):\n    line = deque(items)\n    line.pop()\n    return line\n", "after([1])", "    line.popleft()\n"),
    ];

    [Fact]
    public async Task The_repair_is_among_the_edits()
    {
        await using var repository = await OpenedRepository.Open(
        [
            ("product/__init__.py", ""), ("tests/__init__.py", ""),
            .. Bugs.Select((b, i) => ($"product/m{i}.py", (string?)b.Module)),
            .. Bugs.Select((b, i) => ($"tests/test_m{i}.py", (string?)$"import unittest\nfrom product.m{i} import *\n\n\nclass T(unittest.TestCase):\n    def test_it(self):\n        {b.Call}\n        self.fail()\n")),
        ]);
        var sources = new ProductFiles(repository.Workspace);

        var seen = await new PythonLanguage(repository.Request(report: "an hour has 3600 seconds, and it is \"nobody's\""), sources).Observe(TimeSpan.FromMinutes(2), OpenedRepository.Cancel);

        for (var i = 0; i < Bugs.Length; i++)
        {
            var content = sources.Bytes($"product/m{i}.py")!;
            var edits = seen.Edits.Where(e => e.Path == $"product/m{i}.py").Select(e => EditedFile.Apply(content, e.Changes)).OfType<byte[]>().Select(Encoding.UTF8.GetString).ToList();
            Assert.DoesNotContain(Bugs[i].Repaired, Bugs[i].Module, StringComparison.Ordinal);
            Assert.True(edits.Exists(e => e.Contains(Bugs[i].Repaired, StringComparison.Ordinal)), $"{Bugs[i].Kind}: none of {edits.Count} edits");
        }
    }

    [Fact]
    public async Task What_a_report_quotes_stays_a_text()
    {
        const string hostile = "'+e()+'\\";
        await using var repository = await OpenedRepository.Open(("m.py", "def f():\n    return 'x'\n"), ("test_m.py", "import unittest\nimport m\n\n\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.assertEqual('y', m.f())\n"));
        var sources = new ProductFiles(repository.Workspace);

        var seen = await new PythonLanguage(repository.Request(report: $"it says \"{hostile}\""), sources).Observe(TimeSpan.FromMinutes(2), OpenedRepository.Cancel);

        var told = seen.Edits.SelectMany(e => e.Changes).Where(c => c.Text.Contains("e()", StringComparison.Ordinal)).Select(c => c.Text).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, t => Assert.Contains("\"'+e()+'\\\\\"", t, StringComparison.Ordinal));
    }
}
