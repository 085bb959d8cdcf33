import unittest

from intervals import gaps, length, merge


class IntervalsTest(unittest.TestCase):
    def test_apart(self):
        self.assertEqual(merge([(5, 6), (1, 2)]), [(1, 2), (5, 6)])

    def test_touching(self):
        self.assertEqual(merge([(9, 10), (10, 11)]), [(9, 11)])

    def test_overlapping(self):
        self.assertEqual(merge([(1, 4), (3, 6)]), [(1, 6)])

    def test_within(self):
        self.assertEqual(merge([(1, 9), (3, 4)]), [(1, 9)])

    def test_gaps(self):
        self.assertEqual(gaps([(1, 2), (5, 6)]), [(2, 5)])
