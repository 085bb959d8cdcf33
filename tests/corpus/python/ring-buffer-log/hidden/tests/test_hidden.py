import unittest

from ringlog import RingLog


class HiddenTest(unittest.TestCase):
    def test_newest_is_last(self):
        log = RingLog(2)
        for line in "abcde":
            log.add(line)
            self.assertEqual(log.last(), line)
        self.assertEqual(log.first(), "d")

    def test_size_one(self):
        log = RingLog(1)
        log.add("x")
        log.add("y")
        self.assertEqual((log.first(), log.last()), ("y", "y"))
