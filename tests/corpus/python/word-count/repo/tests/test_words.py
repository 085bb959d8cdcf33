import unittest

from words import count_words, most_common


class WordsTest(unittest.TestCase):
    def test_one_line(self):
        self.assertEqual(count_words("to be or not to be"), {"to": 2, "be": 2, "or": 1, "not": 1})

    def test_two_lines(self):
        self.assertEqual(count_words("One fish\ntwo fish"), {"one": 1, "fish": 2, "two": 1})

    def test_stop(self):
        self.assertEqual(count_words("the end", {"the"}), {"end": 1})

    def test_common(self):
        self.assertEqual(most_common("b a b c a b", 2), ["b", "a"])
