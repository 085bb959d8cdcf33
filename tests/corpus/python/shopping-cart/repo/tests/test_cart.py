import unittest

from cart import Cart, merge


class CartTest(unittest.TestCase):
    def test_add(self):
        cart = Cart({})
        cart.add("pen", 2)
        self.assertEqual(cart.items, {"pen": 2})

    def test_new_carts_are_empty(self):
        Cart().add("book")
        self.assertEqual(Cart().count, 0)

    def test_voucher_once(self):
        cart = Cart({})
        self.assertEqual([cart.redeem("A"), cart.redeem("A")], [True, False])

    def test_merge(self):
        self.assertEqual(merge(Cart({"a": 1}), Cart({"a": 2, "b": 1})).items, {"a": 3, "b": 1})
