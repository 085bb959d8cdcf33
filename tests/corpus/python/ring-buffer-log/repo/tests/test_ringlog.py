import unittest

from ringlog import RingLog


def filled(size, count):
    log = RingLog(size)
    for number in range(count):
        log.add(f"line {number}")
    return log


class RingLogTest(unittest.TestCase):
    def test_nothing(self):
        self.assertIsNone(RingLog(3).last())

    def test_one(self):
        self.assertEqual(filled(3, 1).last(), "line 0")

    def test_wrapped(self):
        log = filled(3, 5)
        self.assertEqual(log.last(), "line 4")
        self.assertEqual(log.dropped, 2)

    def test_tail(self):
        self.assertEqual(filled(4, 6).tail(2), ["line 4", "line 5"])
