import unittest

from clock import format_duration, parse_duration


class HiddenTest(unittest.TestCase):
    def test_day(self):
        self.assertEqual(format_duration(86400), "24:00:00")

    def test_round_trip(self):
        for seconds in (0, 59, 60, 3599, 3600, 3601, 3650, 45296):
            self.assertEqual(parse_duration(format_duration(seconds)), seconds)

    def test_last_second(self):
        self.assertEqual(format_duration(3599), "59:59")
