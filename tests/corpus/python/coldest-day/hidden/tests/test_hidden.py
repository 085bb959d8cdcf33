import unittest

from weather.extremes import coldest


class HiddenTest(unittest.TestCase):
    def test_hot(self):
        self.assertEqual(coldest([140, 120, 130]), (2, 120))
        self.assertEqual(coldest([5000.5]), (1, 5000.5))

    def test_first_of_several(self):
        self.assertEqual(coldest([7, 3, 3]), (2, 3))

    def test_zero(self):
        self.assertEqual(coldest([0, 1]), (1, 0))
