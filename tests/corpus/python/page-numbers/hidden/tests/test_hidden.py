import unittest

from pager import Pager


class HiddenTest(unittest.TestCase):
    def test_pages(self):
        self.assertEqual([Pager(n).pages for n in (0, 1, 9, 10, 11, 99, 100, 101)], [0, 1, 1, 1, 2, 10, 10, 11])

    def test_last_page(self):
        self.assertEqual(Pager(25).bounds(3), (21, 25))
        with self.assertRaises(IndexError):
            Pager(25).bounds(4)

    def test_links(self):
        self.assertEqual(Pager(7, 2).links(1), [1, 2, 3, 4])
