import unittest

from menu import deepest, flatten, render, shortcuts


class MenuTest(unittest.TestCase):
    def test_flat(self):
        self.assertEqual(list(flatten(["Open", "Save"])), [(0, "Open"), (0, "Save")])

    def test_nested(self):
        self.assertEqual(render(["File", ["Open", "Save"], "Help"]), "File\n  Open\n  Save\nHelp")

    def test_empty(self):
        self.assertEqual(deepest([]), 0)

    def test_shortcuts(self):
        self.assertEqual(shortcuts(["Save", "Send"]), {"s": "Save", "e": "Send"})
