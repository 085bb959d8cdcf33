import unittest

from pager import Pager


class PagerTest(unittest.TestCase):
    def test_bounds(self):
        self.assertEqual(Pager(25).bounds(1), (1, 10))

    def test_links(self):
        self.assertEqual(Pager(95).links(5), [1, None, 3, 4, 5, 6, 7, None, 10])

    def test_pages(self):
        self.assertEqual(Pager(20).pages, 2)
