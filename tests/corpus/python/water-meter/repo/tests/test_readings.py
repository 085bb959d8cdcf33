import unittest

from water.readings import Meter, total


class ReadingsTest(unittest.TestCase):
    def test_months_add_up(self):
        self.assertEqual(total([10, 22, 31]), 31)

    def test_single(self):
        self.assertEqual(total([17]), 17)

    def test_meter_starts_again(self):
        self.assertEqual(Meter(start=995).read(5), 10)

    def test_average_of_nothing(self):
        self.assertEqual(Meter().average(), 0)
