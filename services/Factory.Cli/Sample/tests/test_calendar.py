import unittest
from datetime import date, datetime

from meetingroom.calendar import Calendar, RoomTaken


def at(hour, minute=0):
    return datetime(2026, 3, 2, hour, minute)


class CalendarTest(unittest.TestCase):
    def setUp(self):
        self.calendar = Calendar(opens=8, closes=18)

    def test_a_free_room_can_be_booked(self):
        booking = self.calendar.book("Ada", at(9), at(10))
        self.assertEqual([booking], self.calendar.on(date(2026, 3, 2)))

    def test_a_meeting_in_the_middle_of_another_is_refused(self):
        self.calendar.book("Ada", at(9), at(12))
        with self.assertRaises(RoomTaken):
            self.calendar.book("Grace", at(10), at(11))

    def test_a_meeting_that_begins_before_another_ends_is_refused(self):
        self.calendar.book("Ada", at(9), at(10))
        with self.assertRaises(RoomTaken):
            self.calendar.book("Grace", at(9, 59), at(11))

    def test_a_meeting_may_begin_when_another_ends(self):
        self.calendar.book("Ada", at(9), at(10))
        self.calendar.book("Grace", at(10), at(11))
        self.assertEqual(["Ada", "Grace"], [b.owner for b in self.calendar.bookings])

    def test_a_meeting_may_end_when_another_begins(self):
        self.calendar.book("Ada", at(9), at(10))
        self.calendar.book("Grace", at(8), at(9))
        self.assertEqual(["Grace", "Ada"], [b.owner for b in self.calendar.bookings])

    def test_a_cancelled_room_is_free_again(self):
        self.calendar.cancel(self.calendar.book("Ada", at(9), at(10)))
        self.calendar.book("Grace", at(9), at(10))
        self.assertEqual(1, len(self.calendar.bookings))

    def test_a_closed_room_cannot_be_booked(self):
        with self.assertRaises(ValueError):
            self.calendar.book("Ada", at(17), at(19))

    def test_free_slots_are_what_lies_between(self):
        self.calendar.book("Ada", at(9), at(10))
        self.calendar.book("Grace", at(10, 15), at(17))
        self.assertEqual([(at(8), at(9)), (at(17), at(18))], self.calendar.free_slots(date(2026, 3, 2)))


if __name__ == "__main__":
    unittest.main()
