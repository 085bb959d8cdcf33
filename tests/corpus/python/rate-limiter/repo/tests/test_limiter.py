import unittest

from limiter import Limiter


class LimiterTest(unittest.TestCase):
    def test_within(self):
        limiter = Limiter(2, 10)
        self.assertEqual([limiter.allow("a", t) for t in (0, 1)], [True, True])

    def test_over(self):
        limiter = Limiter(1, 10)
        self.assertEqual([limiter.allow("a", t) for t in (0, 5)], [True, False])

    def test_refused_calls_do_not_count(self):
        limiter = Limiter(1, 10)
        self.assertEqual([limiter.allow("a", t) for t in (0, 5, 11)], [True, False, True])

    def test_wait(self):
        limiter = Limiter(1, 10)
        limiter.allow("a", 3)
        self.assertEqual(limiter.wait("a", 5), 8)
