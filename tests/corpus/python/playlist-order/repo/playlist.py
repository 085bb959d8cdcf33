"""A queue of songs."""

from collections import deque


class Playlist:
    def __init__(self, songs=()):
        self._queue = deque(songs)
        self._played = []

    def add(self, song):
        self._queue.append(song)

    def play_next(self, song):
        """Before all others that wait."""
        self._queue.append(song)

    def skip(self):
        if not self._queue:
            return None
        song = self._queue.popleft()
        self._played.append(song)
        return song

    def back(self):
        if not self._played:
            return None
        song = self._played.pop()
        self._queue.appendleft(song)
        return song

    @property
    def waiting(self):
        return list(self._queue)
