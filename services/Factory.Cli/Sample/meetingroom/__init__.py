"""Bookings of meeting rooms."""

__version__ = "1.3.0"
