import unittest

from sensor import Window, summary


class HiddenTest(unittest.TestCase):
    def test_summary(self):
        kitchen, cellar, flat_zero = Window(5), Window(5), Window(5)
        kitchen.add(20.04)
        kitchen.add(21.04)
        flat_zero.add(0)
        self.assertEqual(summary({"kitchen": kitchen, "cellar": cellar, "zero": flat_zero}), {"kitchen": 20.5, "zero": 0})

    def test_zero_is_an_average(self):
        window = Window(2)
        window.add(0)
        window.add(0)
        self.assertEqual(window.average(), 0)
