import unittest

from roman import from_roman, to_roman


class RomanTest(unittest.TestCase):
    def test_small(self):
        self.assertEqual([to_roman(n) for n in (1, 4, 9, 14)], ["I", "IV", "IX", "XIV"])

    def test_largest(self):
        self.assertEqual(to_roman(3999), "MMMCMXCIX")

    def test_zero(self):
        with self.assertRaises(ValueError):
            to_roman(0)

    def test_back(self):
        self.assertEqual(from_roman("mcmlxxxiv"), 1984)

    def test_wrong(self):
        with self.assertRaises(ValueError):
            from_roman("IIII")
