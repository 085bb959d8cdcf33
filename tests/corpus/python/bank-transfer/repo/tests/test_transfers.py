import unittest

from bank.account import Account, InsufficientFunds
from bank.transfers import refund, transfer


class TransferTest(unittest.TestCase):
    def setUp(self):
        self.ada, self.bob = Account("Ada", 100), Account("Bob", 100)

    def test_transfer(self):
        transfer(self.ada, self.bob, 30)
        self.assertEqual((self.ada.balance, self.bob.balance), (70, 130))

    def test_refund(self):
        refund(self.ada, self.bob, 10)
        self.assertEqual((self.ada.balance, self.bob.balance), (110, 90))

    def test_amount(self):
        with self.assertRaises(ValueError):
            transfer(self.ada, self.bob, 0)
