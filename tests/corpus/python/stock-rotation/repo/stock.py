"""Stock in batches; what expires first goes first."""


class OutOfStock(Exception):
    pass


class Stock:
    def __init__(self):
        self._batches = {}

    def put(self, expires, count):
        self._batches[expires] = self._batches.get(expires, 0) + count

    @property
    def count(self):
        return sum(self._batches.values())

    def pick(self, wanted):
        """Takes out of batches, earliest expiry first: pairs of expiry and count."""
        if wanted > self.count:
            raise OutOfStock(f"{wanted} wanted, {self.count} there")
        taken = []
        for expires in sorted(self._batches):
            if wanted == 0:
                break
            there = self._batches[expires]
            part = min(there, wanted)
            taken.append((expires, there))
            wanted -= part
            if part == there:
                del self._batches[expires]
            else:
                self._batches[expires] = there - part
        return taken

    def expired(self, day):
        return sum(count for expires, count in self._batches.items() if expires < day)
