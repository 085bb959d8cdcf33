import unittest

from parking.tariff import fee, receipt


class HiddenTest(unittest.TestCase):
    def test_boundary(self):
        self.assertEqual([fee(m) for m in (0, 29, 30, 31, 60)], [0, 0, 0, 180, 180])

    def test_receipts(self):
        self.assertEqual(receipt(30), "free")
        self.assertEqual(receipt(24 * 60), "1440 min: 14.00")

    def test_negative(self):
        with self.assertRaises(ValueError):
            fee(-1)
