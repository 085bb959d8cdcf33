import unittest

from roman import from_roman, to_roman


class HiddenTest(unittest.TestCase):
    def test_all(self):
        for number in range(1, 4000):
            self.assertEqual(from_roman(to_roman(number)), number)

    def test_too_large(self):
        for number in (4000, 4001, 9999, -1):
            with self.assertRaises(ValueError):
                to_roman(number)
