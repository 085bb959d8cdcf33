import unittest

from weather.extremes import coldest, longest_frost, swings


class ExtremesTest(unittest.TestCase):
    def test_january(self):
        self.assertEqual(coldest([-3, -8, 2]), (2, -8))

    def test_july(self):
        self.assertEqual(coldest([24, 19, 31]), (2, 19))

    def test_frost(self):
        self.assertEqual(longest_frost([1, -1, -2, 0, -5]), 2)

    def test_swings(self):
        self.assertEqual(swings([1, 4, 2]), [3, -2])
