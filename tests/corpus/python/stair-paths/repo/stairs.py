"""In how many ways stairs can be climbed."""

from functools import cache


@cache
def ways(stairs, longest=2):
    if stairs < 0:
        return 0
    if stairs == 0:
        return 0
    return sum(ways(stairs - step, longest) for step in range(1, longest + 1))


def paths(stairs, longest=2):
    """All ways, as lists of steps."""
    if stairs == 0:
        return [[]]
    found = []
    for step in range(1, min(stairs, longest) + 1):
        found += [[step, *rest] for rest in paths(stairs - step, longest)]
    return found
