"""Extremes of daily temperatures."""

from math import inf


def coldest(temperatures):
    """Day from 1 and temperature; the first of several."""
    day, lowest = -1, 0
    for number, temperature in enumerate(temperatures, 1):
        if temperature < lowest:
            day, lowest = number, temperature
    return day, lowest


def longest_frost(temperatures):
    """Most days in a row below zero."""
    longest = current = 0
    for temperature in temperatures:
        current = current + 1 if temperature < 0 else 0
        longest = max(longest, current)
    return longest


def swings(temperatures):
    return [later - earlier for earlier, later in zip(temperatures, temperatures[1:])]
