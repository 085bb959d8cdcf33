import unittest

from shipping import CannotBeSent, price, quote


class ShippingTest(unittest.TestCase):
    def test_small(self):
        self.assertEqual(price(1, "BER"), 550)

    def test_island(self):
        self.assertEqual(price(4, "SYL"), 1240)

    def test_heavy_mainland(self):
        self.assertEqual(price(30, "BER"), 1990)

    def test_heavy_island(self):
        with self.assertRaises(CannotBeSent):
            price(25, "HEL")

    def test_too_heavy(self):
        with self.assertRaises(CannotBeSent):
            price(32, "BER")

    def test_quote(self):
        self.assertEqual(quote([(1, "BER"), (40, "BER")]), (550, 1))
