import unittest

from stock import OutOfStock, Stock


def filled():
    stock = Stock()
    stock.put("2024-05-01", 4)
    stock.put("2024-03-01", 3)
    return stock


class StockTest(unittest.TestCase):
    def test_count(self):
        self.assertEqual(filled().count, 7)

    def test_pick_part(self):
        self.assertEqual(filled().pick(5), [("2024-03-01", 3), ("2024-05-01", 2)])

    def test_pick_all(self):
        stock = filled()
        self.assertEqual(stock.pick(3), [("2024-03-01", 3)])
        self.assertEqual(stock.count, 4)

    def test_too_many(self):
        with self.assertRaises(OutOfStock):
            filled().pick(8)

    def test_expired(self):
        self.assertEqual(filled().expired("2024-04-01"), 3)
