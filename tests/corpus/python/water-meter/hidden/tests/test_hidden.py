import unittest

from water.readings import Meter, total


class HiddenTest(unittest.TestCase):
    def test_over_the_limit(self):
        self.assertEqual(total([990, 8, 20], start=980), 40)

    def test_average(self):
        meter = Meter(100)
        meter.read(110)
        meter.read(130)
        self.assertEqual(meter.average(), 15)
