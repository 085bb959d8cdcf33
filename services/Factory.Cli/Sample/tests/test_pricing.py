import unittest
from datetime import datetime, timedelta

from meetingroom.calendar import Booking
from meetingroom.pricing import as_money, invoice, price

START = datetime(2026, 3, 2, 9)


def booking(minutes, owner="Ada"):
    return Booking(owner, START, START + timedelta(minutes=minutes))


class PricingTest(unittest.TestCase):
    def test_an_hour_costs_the_hourly_price(self):
        self.assertEqual(1500, price(booking(60)))

    def test_a_quarter_that_was_begun_is_paid(self):
        self.assertEqual(750, price(booking(16)))

    def test_half_a_day_is_cheaper(self):
        self.assertEqual(5400, price(booking(240)))

    def test_an_invoice_adds_up_by_owner(self):
        bookings = [booking(60), booking(30, "Grace"), booking(60)]
        self.assertEqual({"Ada": 3000, "Grace": 750}, invoice(bookings))

    def test_money_has_two_digits(self):
        self.assertEqual(["15.00", "0.05", "-7.50"], [as_money(c) for c in (1500, 5, -750)])


if __name__ == "__main__":
    unittest.main()
