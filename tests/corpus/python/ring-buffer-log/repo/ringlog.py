"""The newest lines of a log, in bounded memory."""


class RingLog:
    def __init__(self, size):
        if size < 1:
            raise ValueError("size must be positive")
        self._lines = []
        self._size = size
        self._dropped = 0

    def add(self, line):
        self._lines.append(line)
        if len(self._lines) > self._size:
            self._lines.pop(0)
            self._dropped += 1

    def last(self):
        if not self._lines:
            return None
        return self._lines[0]

    def first(self):
        return self._lines[0] if self._lines else None

    def tail(self, count):
        return self._lines[-count:] if count > 0 else []

    @property
    def dropped(self):
        return self._dropped
