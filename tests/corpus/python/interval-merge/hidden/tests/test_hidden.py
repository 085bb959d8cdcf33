import unittest

from intervals import gaps, length, merge


class HiddenTest(unittest.TestCase):
    def test_chain(self):
        self.assertEqual(merge([(0, 1), (1, 2), (2, 3), (4, 5)]), [(0, 3), (4, 5)])

    def test_within_and_after(self):
        self.assertEqual(merge([(0, 10), (2, 3), (9, 12), (12, 13)]), [(0, 13)])
        self.assertEqual(length([(0, 10), (1, 2)]), 10)

    def test_no_gap_between_touching(self):
        self.assertEqual(gaps([(1, 2), (2, 3), (1, 8)]), [])
