import unittest

from invoice import Invoice


class InvoiceTest(unittest.TestCase):
    def test_net(self):
        invoice = Invoice(19)
        invoice.add("hours", 2, 5000)
        self.assertEqual((invoice.net, invoice.tax, invoice.gross), (10000, 1900, 11900))

    def test_discount_lowers_the_tax(self):
        invoice = Invoice(19, discount_percent=10)
        invoice.add("hours", 1, 10000)
        self.assertEqual(invoice.discount, 1000)
        self.assertEqual(invoice.tax, 1710)

    def test_empty(self):
        self.assertEqual(Invoice(7).gross, 0)
