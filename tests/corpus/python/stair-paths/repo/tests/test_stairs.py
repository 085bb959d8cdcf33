import unittest

from stairs import paths, ways


class StairsTest(unittest.TestCase):
    def test_none(self):
        self.assertEqual(ways(0), 1)

    def test_few(self):
        self.assertEqual([ways(n) for n in (1, 2, 3, 4)], [1, 2, 3, 5])

    def test_paths(self):
        self.assertEqual(paths(3), [[1, 1, 1], [1, 2], [2, 1]])
