import unittest

from categories import Category, find


class HiddenTest(unittest.TestCase):
    def test_everything_is_found(self):
        tree = Category("a", Category("b", Category("c", Category("d"))), Category("e", Category("f")), Category("g"))
        for _, category in tree.walk():
            self.assertIs(find(tree, category.name), category)
        self.assertIsNone(find(tree, "z"))

    def test_first_of_two(self):
        first, second = Category("x"), Category("x")
        self.assertIs(find(Category("top", Category("l", first), second), "x"), first)
