"""The bookings of one room."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


class RoomTaken(Exception):
    """Someone else has the room at that time."""


@dataclass(frozen=True)
class Booking:
    """Who has the room, from start up to, but not including, end."""

    owner: str
    start: datetime
    end: datetime

    @property
    def length(self):
        return self.end - self.start

    def overlaps(self, start, end):
        """Whether any moment between start and end belongs to this booking."""
        return self.start < end and start <= self.end


class Calendar:
    """All bookings of a room, in order of their start."""

    def __init__(self, opens=8, closes=18):
        if opens >= closes:
            raise ValueError("a room opens before it closes")
        self.opens = opens
        self.closes = closes
        self.bookings = []

    def book(self, owner, start, end):
        """Takes the room; refuses times that are taken or outside the opening hours."""
        if start >= end:
            raise ValueError("a booking ends after it starts")
        if not self.is_open(start, end):
            raise ValueError(f"the room is open from {self.opens}:00 to {self.closes}:00")
        for booking in self.bookings:
            if booking.overlaps(start, end):
                raise RoomTaken(f"the room is taken by {booking.owner} from {booking.start:%H:%M} to {booking.end:%H:%M}")
        booking = Booking(owner, start, end)
        self.bookings.append(booking)
        self.bookings.sort(key=lambda b: b.start)
        return booking

    def cancel(self, booking):
        """Gives the room back. Does nothing when it was given back before."""
        if booking in self.bookings:
            self.bookings.remove(booking)

    def is_open(self, start, end):
        opening = datetime.combine(start.date(), time(self.opens))
        closing = datetime.combine(start.date(), time(self.closes))
        return opening <= start and end <= closing

    def on(self, day):
        """The bookings of a day."""
        return [b for b in self.bookings if b.start.date() == day]

    def free_slots(self, day, shortest=timedelta(minutes=30)):
        """Free times of a day as (start, end), those that are long enough."""
        slots = []
        at = datetime.combine(day, time(self.opens))
        closing = datetime.combine(day, time(self.closes))
        for booking in self.on(day):
            if booking.start - at >= shortest:
                slots.append((at, booking.start))
            at = booking.end
        if closing - at >= shortest:
            slots.append((at, closing))
        return slots
