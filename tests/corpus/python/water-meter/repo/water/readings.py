"""Consumption from monthly meter readings, in cubic metres."""


class Meter:
    def __init__(self, start=0, limit=1000):
        self.last = start
        self.limit = limit
        self.consumed = 0
        self.months = 0

    def read(self, value):
        """A mechanical meter starts again at zero when it has passed its limit."""
        used = value - self.last
        if used < 0:
            used += self.limit
        self.consumed = used
        self.months += 1
        self.last = value
        return used

    def average(self):
        if self.months == 0:
            return 0
        return self.consumed / self.months


def total(readings, start=0, limit=1000):
    meter = Meter(start, limit)
    for value in readings:
        meter.read(value)
    return meter.consumed
