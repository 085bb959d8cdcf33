import unittest

from playlist import Playlist


class HiddenTest(unittest.TestCase):
    def test_last_wish_first(self):
        playlist = Playlist(["x"])
        for song in "123":
            playlist.play_next(song)
        self.assertEqual(playlist.waiting, ["3", "2", "1", "x"])
        self.assertEqual(playlist.skip(), "3")

    def test_mixed(self):
        playlist = Playlist()
        playlist.play_next("b")
        playlist.add("c")
        playlist.play_next("a")
        self.assertEqual([playlist.skip() for _ in range(4)], ["a", "b", "c", None])
