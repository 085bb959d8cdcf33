import unittest

from limiter import Limiter


class HiddenTest(unittest.TestCase):
    def test_hammering(self):
        limiter = Limiter(2, 10)
        allowed = [t for t in range(0, 31) if limiter.allow("a", t)]
        self.assertEqual(allowed, [0, 1, 10, 11, 20, 21, 30])

    def test_clients_are_apart(self):
        limiter = Limiter(1, 5)
        self.assertTrue(limiter.allow("a", 0))
        self.assertTrue(limiter.allow("b", 0))
        self.assertFalse(limiter.allow("a", 1))
        self.assertEqual(limiter.wait("a", 1), 4)
