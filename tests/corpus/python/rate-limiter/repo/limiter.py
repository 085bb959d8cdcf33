"""At most so many calls of a client within a window of seconds."""


class Limiter:
    def __init__(self, calls, window):
        self._calls = calls
        self._window = window
        self._seen = {}

    def allow(self, client, now):
        recent = [at for at in self._seen.get(client, []) if at > now - self._window]
        self._seen[client] = recent
        recent.append(now)
        if len(recent) > self._calls:
            return False
        return True

    def wait(self, client, now):
        """Seconds until the next call would be let through."""
        recent = [at for at in self._seen.get(client, []) if at > now - self._window]
        if len(recent) < self._calls:
            return 0
        return recent[-self._calls] + self._window - now
