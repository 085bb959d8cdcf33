import unittest

from stock import Stock


class HiddenTest(unittest.TestCase):
    def test_what_is_left(self):
        stock = Stock()
        stock.put("b", 10)
        stock.put("a", 10)
        self.assertEqual(stock.pick(1), [("a", 1)])
        self.assertEqual(stock.count, 19)
        self.assertEqual(stock.pick(12), [("a", 9), ("b", 3)])
        self.assertEqual(stock.count, 7)

    def test_everything(self):
        stock = Stock()
        stock.put("x", 2)
        self.assertEqual(stock.pick(2), [("x", 2)])
        self.assertEqual(stock.pick(0), [])
