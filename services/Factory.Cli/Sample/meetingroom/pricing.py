"""What a booking costs."""

from datetime import timedelta
from math import ceil

HOURLY_CENTS = 1_500
HALF_DAY = timedelta(hours=4)
QUARTER = timedelta(minutes=15)


def price(booking):
    """Cents for a booking: every quarter of an hour that was begun, a tenth off from half a day on."""
    quarters = ceil(booking.length / QUARTER)
    cents = quarters * HOURLY_CENTS // 4
    if booking.length >= HALF_DAY:
        cents -= cents // 10
    return cents


def invoice(bookings):
    """Cents by owner, for all bookings together."""
    totals = {}
    for booking in bookings:
        totals[booking.owner] = totals.get(booking.owner, 0) + price(booking)
    return totals


def as_money(cents):
    """Cents as people write them."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"
