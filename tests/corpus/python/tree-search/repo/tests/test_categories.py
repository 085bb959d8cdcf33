import unittest

from categories import Category, find, path

SHOP = Category("all", Category("garden", Category("tools"), Category("plants", Category("roses"))), Category("kitchen"))


class CategoriesTest(unittest.TestCase):
    def test_top(self):
        self.assertIs(find(SHOP, "all"), SHOP)

    def test_deep(self):
        self.assertEqual(find(SHOP, "roses").name, "roses")

    def test_missing(self):
        self.assertIsNone(find(SHOP, "cars"))

    def test_path(self):
        self.assertEqual(path(SHOP, "plants"), ["all", "garden", "plants"])
