import unittest

from shipping import CannotBeSent, price, quote


class HiddenTest(unittest.TestCase):
    def test_island_limit_itself(self):
        self.assertEqual(price(20, "FEH"), 2440)
        with self.assertRaises(CannotBeSent):
            price(20.5, "FEH")

    def test_mainland_is_not_bound_by_it(self):
        self.assertEqual(price(21, "MUC"), 1990)
        self.assertEqual(price(31, "MUC"), 1990)

    def test_quote(self):
        self.assertEqual(quote([(21, "SYL"), (21, "BER"), (31.5, "BER")]), (1990, 2))
