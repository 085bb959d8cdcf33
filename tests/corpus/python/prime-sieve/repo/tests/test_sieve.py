import unittest

from sieve import factors, primes_up_to


class SieveTest(unittest.TestCase):
    def test_few(self):
        self.assertEqual(primes_up_to(12), [2, 3, 5, 7, 11])

    def test_none(self):
        self.assertEqual(primes_up_to(1), [])

    def test_square(self):
        self.assertNotIn(49, primes_up_to(49))

    def test_factors(self):
        self.assertEqual(factors(360), [2, 2, 2, 3, 3, 5])
