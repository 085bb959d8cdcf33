import unittest

from sensor import Window, summary


class SensorTest(unittest.TestCase):
    def test_average(self):
        window = Window(2)
        for value in (1, 5, 7):
            window.add(value)
        self.assertEqual(window.average(), 6)

    def test_nothing_yet(self):
        self.assertIsNone(Window(3).average())

    def test_spread(self):
        self.assertEqual(Window(3).spread(), 0)
