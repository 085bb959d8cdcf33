import unittest

from clock import format_duration, parse_duration


class ClockTest(unittest.TestCase):
    def test_minutes(self):
        self.assertEqual(format_duration(125), "2:05")

    def test_an_hour(self):
        self.assertEqual(format_duration(3600), "1:00:00")

    def test_hours(self):
        self.assertEqual(format_duration(7325), "2:02:05")

    def test_negative(self):
        self.assertEqual(format_duration(-61), "-1:01")

    def test_parse(self):
        self.assertEqual(parse_duration("1:00:05"), 3605)
