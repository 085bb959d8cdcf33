import unittest

from layout import item, wrap


class HiddenTest(unittest.TestCase):
    def test_indent(self):
        self.assertEqual(wrap("one two three", 9, 4), "    one\n    two\n    three")

    def test_all_lines_are_in_width(self):
        text = wrap("the quick brown fox jumps over the lazy dog", 14, 3)
        self.assertTrue(all(len(line) <= 14 and line.startswith("   ") for line in text.split("\n")))

    def test_item(self):
        self.assertEqual(item("a b", 3), "- a\n  b")

    def test_nothing(self):
        self.assertEqual(wrap("", 10, 2), "")
