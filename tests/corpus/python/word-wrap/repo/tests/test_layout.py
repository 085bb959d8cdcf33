import unittest

from layout import box, item, wrap


class LayoutTest(unittest.TestCase):
    def test_short(self):
        self.assertEqual(wrap("a b c"), "a b c")

    def test_width(self):
        self.assertEqual(wrap("aaa bbb ccc", 7), "aaa bbb\nccc")

    def test_item(self):
        self.assertEqual(item("milk and a lot of bread", 12), "- milk and a\n  lot of\n  bread")

    def test_box(self):
        self.assertEqual(box("hi", 8), "+------+\n| hi   |\n+------+")
