"""Menus of a program, as nested lists of texts."""


def flatten(entries, depth=0):
    """Depth and text of each entry, in order."""
    for entry in entries:
        if isinstance(entry, list):
            yield flatten(entry, depth + 1)
        else:
            yield depth, entry


def render(entries):
    return "\n".join("  " * depth + text for depth, text in flatten(entries))


def deepest(entries):
    return max((depth for depth, _ in flatten(entries)), default=0)


def shortcuts(entries):
    """First free letter of each text."""
    taken = {}
    for _, text in flatten(entries):
        for letter in text.lower():
            if letter.isalpha() and letter not in taken:
                taken[letter] = text
                break
    return taken
