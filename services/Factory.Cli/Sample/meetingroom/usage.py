"""How much a room is used."""

from datetime import timedelta


def booked(calendar, day):
    """Time that is booked on a day."""
    return sum((booking.length for booking in calendar.on(day)), timedelta())


def utilisation(calendar, day):
    """Share of the opening hours that is booked on a day, from 0 to 1."""
    return booked(calendar, day) / timedelta(hours=calendar.closes - calendar.opens)


def busiest(calendar):
    """The day with the most booked time, the earlier one of two; None without bookings."""
    days = sorted({booking.start.date() for booking in calendar.bookings})
    return max(days, key=lambda day: booked(calendar, day), default=None)
