import unittest

from sieve import factors, primes_up_to


class HiddenTest(unittest.TestCase):
    def test_against_division(self):
        slow = [n for n in range(2, 400) if all(n % d for d in range(2, n))]
        for limit in (2, 3, 4, 9, 25, 121, 169, 289, 399):
            self.assertEqual(primes_up_to(limit), [n for n in slow if n <= limit])

    def test_factors_of_squares(self):
        self.assertEqual(factors(121), [11, 11])
