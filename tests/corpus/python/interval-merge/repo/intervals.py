"""Intervals of whole numbers, as pairs of start and end."""


def merge(intervals):
    """Overlapping and touching ones become one."""
    merged = []
    for start, end in sorted(intervals):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def gaps(intervals):
    blocks = merge(intervals)
    return [(earlier[1], later[0]) for earlier, later in zip(blocks, blocks[1:])]


def length(intervals):
    return sum(end - start for start, end in merge(intervals))
