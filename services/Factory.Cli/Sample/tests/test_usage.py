import unittest
from datetime import date, datetime

from meetingroom.calendar import Calendar
from meetingroom.usage import busiest, utilisation


class UsageTest(unittest.TestCase):
    def setUp(self):
        self.calendar = Calendar(opens=8, closes=18)

    def test_half_of_the_day_is_booked(self):
        self.calendar.book("Ada", datetime(2026, 3, 2, 8), datetime(2026, 3, 2, 13))
        self.assertEqual(0.5, utilisation(self.calendar, date(2026, 3, 2)))

    def test_an_empty_day_is_not_used(self):
        self.assertEqual(0, utilisation(self.calendar, date(2026, 3, 2)))

    def test_the_busiest_day_has_the_most_booked_time(self):
        self.calendar.book("Ada", datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 10))
        self.calendar.book("Ada", datetime(2026, 3, 3, 9), datetime(2026, 3, 3, 12))
        self.assertEqual(date(2026, 3, 3), busiest(self.calendar))
        self.assertIsNone(busiest(Calendar()))


if __name__ == "__main__":
    unittest.main()
