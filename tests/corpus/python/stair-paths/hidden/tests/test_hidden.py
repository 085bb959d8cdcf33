import unittest

from stairs import paths, ways


class HiddenTest(unittest.TestCase):
    def test_as_many_as_paths(self):
        for stairs in range(9):
            for longest in (1, 2, 3):
                self.assertEqual(ways(stairs, longest), len(paths(stairs, longest)))

    def test_below(self):
        self.assertEqual(ways(-1), 0)
