"""The last readings of a sensor."""


class Window:
    def __init__(self, size):
        self._size = size
        self._values = []

    def add(self, value):
        self._values.append(value)
        del self._values[:-self._size]

    def average(self):
        return sum(self._values) / len(self._values)

    def spread(self):
        if not self._values:
            return 0
        return max(self._values) - min(self._values)


def summary(windows):
    """Names of sensors with their averages, rounded; those without one are left out."""
    found = {}
    for name, window in windows.items():
        average = window.average()
        if average is not None:
            found[name] = round(average, 1)
    return found
