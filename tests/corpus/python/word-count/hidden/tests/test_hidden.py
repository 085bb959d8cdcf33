import unittest

from words import count_words, most_common


class HiddenTest(unittest.TestCase):
    def test_many_lines(self):
        self.assertEqual(count_words("a\nb a\n\nc, a!\n"), {"a": 3, "b": 1, "c": 1})

    def test_last_line_is_empty(self):
        self.assertEqual(count_words("don't panic\n\n"), {"don't": 1, "panic": 1})

    def test_common(self):
        self.assertEqual(most_common("x y\nz y\nz y", 3, {"x"}), ["y", "z"])

    def test_nothing(self):
        self.assertEqual(count_words(""), {})
