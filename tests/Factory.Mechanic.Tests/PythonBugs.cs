namespace Factory.Mechanic.Tests;

/// <summary>Small Python repositories, each with one bug, the tests that show it, and the line that repairs it.</summary>
public static class PythonBugs
{
    public static readonly TheoryData<string, string, string, string> All = new()
    {
        {
            "comparison at a boundary",
            """
            def grade(points):
                if points > 90:
                    return "A"
                if points > 75:
                    return "B"
                return "C"
            """,
            """
            self.assertEqual("A", m.grade(95))
            self.assertEqual("B", m.grade(80))
            self.assertEqual("B", m.grade(90))
            self.assertEqual("C", m.grade(10))
            ---
            self.assertEqual("B", m.grade(75))
            """,
            "    if points >= 75:"
        },
        {
            "arithmetic",
            """
            def net(gross, tax, discount=0):
                return gross - tax + discount
            """,
            """
            self.assertEqual(80, m.net(100, 20))
            self.assertEqual(100, m.net(100, 0))
            ---
            self.assertEqual(70, m.net(100, 20, 10))
            """,
            "    return gross - tax - discount"
        },
        {
            "logical",
            """
            def may_enter(member, paid, banned):
                return (member or paid) or not banned
            """,
            """
            self.assertTrue(m.may_enter(True, False, False))
            self.assertFalse(m.may_enter(False, False, True))
            ---
            self.assertFalse(m.may_enter(True, True, True))
            """,
            "    return (member or paid) and not banned"
        },
        {
            "off by one in a range",
            """
            def total(limit):
                result = 0
                for number in range(limit):
                    result += number
                return result
            """,
            """
            self.assertEqual(0, m.total(0))
            ---
            self.assertEqual(15, m.total(5))
            self.assertEqual(1, m.total(1))
            """,
            "    for number in range(limit + 1):"
        },
        {
            "slice",
            """
            def last(items, count):
                if count == 0:
                    return []
                return items[-count - 1:]
            """,
            """
            self.assertEqual([], m.last([1, 2], 0))
            ---
            self.assertEqual([2, 3], m.last([1, 2, 3], 2))
            """,
            "    return items[-count:]"
        },
        {
            "negated condition",
            """
            def clean(words):
                kept = []
                for word in words:
                    if word.strip():
                        continue
                    kept.append(word.strip())
                return kept
            """,
            """
            self.assertEqual([], m.clean([]))
            ---
            self.assertEqual(["a", "b"], m.clean([" a", "", "b "]))
            """,
            "        if not word.strip():"
        },
        {
            "wrong variable",
            """
            def area(width, height):
                wide = max(width, height)
                tall = min(width, height)
                return wide * wide
            """,
            """
            self.assertEqual(9, m.area(3, 3))
            ---
            self.assertEqual(12, m.area(3, 4))
            """,
            "    return wide * tall"
        },
        {
            "augmented assignment",
            """
            class Account:
                def __init__(self):
                    self.balance = 0

                def pay_in(self, amount):
                    self.balance += amount

                def pay_out(self, amount):
                    self.balance += amount
            """,
            """
            account = m.Account(); account.pay_in(5); self.assertEqual(5, account.balance)
            ---
            account = m.Account(); account.pay_in(5); account.pay_out(2); self.assertEqual(3, account.balance)
            """,
            "        self.balance -= amount"
        },
        {
            "boolean",
            """
            def newest(dates):
                return sorted(dates, reverse=False)[:2]
            """,
            """
            self.assertEqual([], m.newest([]))
            ---
            self.assertEqual([3, 2], m.newest([1, 3, 2]))
            """,
            "    return sorted(dates, reverse=True)[:2]"
        },
        {
            "swapped arguments",
            """
            def power(base, exponent):
                result = 1
                for _ in range(exponent):
                    result *= base
                return result


            def square(number):
                return power(2, number)
            """,
            """
            self.assertEqual(8, m.power(2, 3))
            self.assertEqual(4, m.square(2))
            ---
            self.assertEqual(9, m.square(3))
            """,
            "    return power(number, 2)"
        },
        {
            "mutable default",
            """
            def collect(item, into=[]):
                into.append(item)
                return into
            """,
            """
            self.assertEqual([0, 1], m.collect(1, [0]))
            ---
            m.collect("x")
            self.assertEqual(["y"], m.collect("y"))
            """,
            "    if into is None:"
        },
        {
            "return one level too deep",
            """
            def count(words):
                counts = {}
                for word in words:
                    counts[word] = counts.get(word, 0) + 1
                    return counts
            """,
            """
            self.assertEqual({"a": 1}, m.count(["a"]))
            ---
            self.assertEqual({"a": 2, "b": 1}, m.count(["a", "b", "a"]))
            """,
            "    return counts"
        },
        {
            "missing guard",
            """
            def average(values):
                total = 0
                for value in values:
                    total += value
                return total / len(values)
            """,
            """
            self.assertEqual(2, m.average([1, 3]))
            ---
            self.assertEqual(0, m.average([]))
            """,
            "    return total / len(values) if len(values) else 0"
        },
        {
            "missing base case",
            """
            def factorial(n):
                return n * factorial(n - 1)
            """,
            """
            pass
            ---
            self.assertEqual([1, 1, 6], [m.factorial(n) for n in (0, 1, 3)])
            """,
            "        return 1"
        },
        {
            "missing return",
            """
            class Memo:
                def __init__(self, function):
                    self.function = function
                    self.known = {}

                def get(self, key):
                    if key not in self.known:
                        self.known[key] = self.function(key)
                        return self.known[key]
            """,
            """
            self.assertEqual(4, m.Memo(lambda n: n * 2).get(2))
            ---
            memo = m.Memo(str)
            self.assertEqual(["1", "1"], [memo.get(1), memo.get(1)])
            """,
            "        return self.known[key]"
        },
        {
            "missing else",
            """
            def show(number):
                text = ""
                if number < 0:
                    text = "(" + str(-number) + ")"
                text = str(number)
                return text
            """,
            """
            self.assertEqual("4", m.show(4))
            ---
            self.assertEqual("(4)", m.show(-4))
            """,
            "    else:"
        },
        {
            "yield from",
            """
            def walk(tree):
                name, children = tree
                yield name
                for child in children:
                    yield walk(child)
            """,
            """
            self.assertEqual(["a"], list(m.walk(("a", []))))
            ---
            self.assertEqual(["a", "b", "c"], list(m.walk(("a", [("b", []), ("c", [])]))))
            """,
            "        yield from walk(child)"
        },
        {
            "missing await",
            """
            import asyncio


            async def load(key):
                await asyncio.sleep(0)
                return key * 2


            async def load_all(keys):
                return [load(key) for key in keys]
            """,
            """
            self.assertEqual([], m.asyncio.run(m.load_all([])))
            ---
            self.assertEqual([2, 4], m.asyncio.run(m.load_all([1, 2])))
            """,
            "    return [await load(key) for key in keys]"
        },
        {
            "statement missing that stands elsewhere",
            """
            class Stock:
                def __init__(self):
                    self.items = {}
                    self.count = 0

                def add(self, name, amount):
                    self.items[name] = self.items.get(name, 0) + amount
                    self.count += amount

                def remove(self, name, amount):
                    self.items[name] -= amount
            """,
            """
            stock = m.Stock(); stock.add("a", 3); self.assertEqual(3, stock.count)
            ---
            stock = m.Stock(); stock.add("a", 3); stock.remove("a", 2); self.assertEqual(1, stock.count)
            """,
            "        self.count -= amount"
        },
        {
            "statements in the wrong order",
            """
            def settle(account, amount):
                log = []
                log.append(account["balance"])
                account["balance"] -= amount
                return log
            """,
            """
            self.assertEqual([5], m.settle({"balance": 5}, 0))
            ---
            self.assertEqual([3], m.settle({"balance": 5}, 2))
            """,
            "    log.append(account[\"balance\"])"
        },
        {
            "argument that is missing",
            """
            def digits(number, base=10):
                if number < base:
                    return [number]
                return digits(number // base) + [number % base]
            """,
            """
            self.assertEqual([1, 2], m.digits(12))
            ---
            self.assertEqual([1, 0, 1], m.digits(5, 2))
            """,
            "    return digits(number // base, base) + [number % base]"
        },
        {
            "one list under two names",
            """
            def extended(items, item):
                result = items
                result.append(item)
                return result
            """,
            """
            self.assertEqual([1, 2], m.extended([1], 2))
            ---
            items = [1]
            m.extended(items, 2)
            self.assertEqual([1], items)
            """,
            "    result = list(items)"
        },
        {
            "answer that lies in what was counted",
            """
            def balanced(text):
                depth = 0
                for sign in text:
                    depth += 1 if sign == "(" else -1
                    if depth < 0:
                        return False
                return True
            """,
            """
            self.assertTrue(m.balanced("(())()"))
            self.assertFalse(m.balanced(")("))
            ---
            self.assertFalse(m.balanced("((("))
            """,
            "    return depth == 0"
        },
        {
            "rest of a sequence",
            """
            def common(a, b):
                if not a or not b:
                    return ""
                if a[0] == b[0]:
                    return a[0] + common(a[1:], b)
                return max(common(a, b[1:]), common(a[1:], b), key=len)
            """,
            """
            self.assertEqual("", m.common("ab", "cd"))
            self.assertEqual("ace", m.common("abcde", "ace"))
            ---
            self.assertEqual("ab", m.common("aab", "ab"))
            self.assertEqual("a", m.common("aaa", "ba"))
            """,
            "        return a[0] + common(a[1:], b[1:])"
        },
        {
            "what is left of a number",
            """
            def kth(items, k):
                pivot = items[0]
                below = [i for i in items if i < pivot]
                above = [i for i in items if i > pivot]
                upto = len(items) - len(above)
                if k < len(below):
                    return kth(below, k)
                if k >= upto:
                    return kth(above, k)
                return pivot
            """,
            """
            self.assertEqual(1, m.kth([3, 1, 2], 0))
            ---
            self.assertEqual(3, m.kth([1, 2, 3], 2))
            self.assertEqual(9, m.kth([4, 9, 1, 7], 3))
            """,
            "        return kth(above, k - upto)"
        },
        {
            "the best so far",
            """
            def longest(runs):
                best = 0
                for run in runs:
                    best = len(run)
                return best
            """,
            """
            self.assertEqual(2, m.longest([[], [1, 2]]))
            self.assertEqual(0, m.longest([]))
            ---
            self.assertEqual(3, m.longest([[1, 2, 3], [1]]))
            """,
            "        best = max(best, len(run))"
        },
        {
            "place that is never remembered",
            """
            def reachable(start, goal, ways):
                seen = set()

                def search(place):
                    if place in seen:
                        return False
                    if place == goal:
                        return True
                    return any(search(after) for after in ways.get(place, []))

                return search(start)
            """,
            """
            self.assertTrue(m.reachable(1, 3, {1: [2], 2: [3]}))
            ---
            self.assertFalse(m.reachable(1, 9, {1: [2], 2: [1]}))
            """,
            "        seen.add(place)"
        },
    };

    /// <summary>A test file: a method for the part that passes, one for the part that fails.</summary>
    public static string Tests(string asserts)
    {
        var parts = asserts.Split("---");
        return $"""
            import unittest
            import product.logic as m


            class LogicTest(unittest.TestCase):
                def test_what_works(self):
            {Indent(parts[0])}

                def test_what_fails(self):
            {Indent(parts[1])}

            """;
    }

    private static string Indent(string text) => string.Join('\n', text.Trim('\n').Split('\n').Where(l => l.Trim().Length > 0).Select(l => "        " + l));
}
