import unittest

from playlist import Playlist


class PlaylistTest(unittest.TestCase):
    def test_add(self):
        playlist = Playlist(["a"])
        playlist.add("b")
        self.assertEqual(playlist.waiting, ["a", "b"])

    def test_play_next(self):
        playlist = Playlist(["a", "b"])
        playlist.play_next("now")
        self.assertEqual(playlist.waiting, ["now", "a", "b"])

    def test_skip_and_back(self):
        playlist = Playlist(["a", "b"])
        self.assertEqual(playlist.skip(), "a")
        self.assertEqual(playlist.back(), "a")
        self.assertEqual(playlist.waiting, ["a", "b"])

    def test_nothing(self):
        self.assertIsNone(Playlist().skip())
        self.assertIsNone(Playlist().back())
