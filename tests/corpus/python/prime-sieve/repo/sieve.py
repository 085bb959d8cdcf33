"""Prime numbers."""

from math import isqrt


def primes_up_to(limit):
    """All primes that are not larger than the limit."""
    if limit < 2:
        return []
    is_prime = [True] * (limit + 1)
    is_prime[0] = is_prime[1] = False
    for number in range(2, isqrt(limit)):
        if is_prime[number]:
            for multiple in range(number * number, limit + 1, number):
                is_prime[multiple] = False
    return [number for number, prime in enumerate(is_prime) if prime]


def factors(number):
    found = []
    for prime in primes_up_to(number):
        while number % prime == 0:
            found.append(prime)
            number //= prime
        if number == 1:
            break
    return found
