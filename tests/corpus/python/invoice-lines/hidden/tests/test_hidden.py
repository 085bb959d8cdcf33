import unittest

from invoice import Invoice


class HiddenTest(unittest.TestCase):
    def test_gross(self):
        invoice = Invoice(7, discount_percent=25)
        invoice.add("book", 3, 1200)
        invoice.add("pen", 10, 40)
        self.assertEqual(invoice.net, 4000)
        self.assertEqual(invoice.tax, 210)
        self.assertEqual(invoice.gross, 3210)

    def test_rounding(self):
        invoice = Invoice(19, discount_percent=50)
        invoice.add("x", 1, 101)
        self.assertEqual(invoice.tax, 10)
