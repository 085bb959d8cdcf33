import unittest

from parking.tariff import fee, receipt


class TariffTest(unittest.TestCase):
    def test_short_stay_is_free(self):
        self.assertEqual(fee(12), 0)

    def test_the_whole_first_half_hour_is_free(self):
        self.assertEqual(fee(30), 0)

    def test_started_hours_count(self):
        self.assertEqual(fee(61), 360)

    def test_day_maximum(self):
        self.assertEqual(fee(23 * 60), 1400)

    def test_receipt(self):
        self.assertEqual(receipt(45), "45 min: 1.80")
