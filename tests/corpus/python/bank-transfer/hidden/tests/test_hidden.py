import unittest

from bank.account import Account, InsufficientFunds
from bank.transfers import refund, transfer


class HiddenTest(unittest.TestCase):
    def test_too_little(self):
        poor, rich = Account("Poor", 5), Account("Rich", 500)
        with self.assertRaises(InsufficientFunds):
            transfer(poor, rich, 6)
        transfer(rich, poor, 200)
        self.assertEqual((poor.balance, rich.balance), (205, 300))

    def test_there_and_back(self):
        one, two = Account("1", 50), Account("2", 0)
        transfer(one, two, 50)
        refund(one, two, 50)
        self.assertEqual((one.balance, two.balance), (50, 0))
        self.assertEqual(one.history[0], (-50, "transfer 1 to 2"))
