import unittest

from menu import deepest, flatten, shortcuts


class HiddenTest(unittest.TestCase):
    def test_deep(self):
        entries = ["a", ["b", ["c", ["d"]], "e"], [], "f"]
        self.assertEqual(list(flatten(entries)), [(0, "a"), (1, "b"), (2, "c"), (3, "d"), (1, "e"), (0, "f")])
        self.assertEqual(deepest(entries), 3)

    def test_shortcuts_of_nested(self):
        self.assertEqual(shortcuts(["File", ["Find", ["Fit"]]]), {"f": "File", "i": "Find", "t": "Fit"})
