import unittest

from cart import Cart


class HiddenTest(unittest.TestCase):
    def test_apart(self):
        one, two = Cart(), Cart()
        one.add("x")
        one.redeem("V")
        two.add("y", 3)
        self.assertEqual((one.items, two.items), ({"x": 1}, {"y": 3}))
        self.assertEqual(two.vouchers, [])

    def test_own_items_are_used(self):
        items = {"z": 4}
        self.assertEqual(Cart(items).count, 4)
