"""Unix file modes as numbers and as text."""

BITS = {"r": 4, "w": 2, "x": 1}
SHIFTS = {"u": 6, "g": 3, "o": 0}


def mask(rights, who):
    value = 0
    for right in rights:
        for person in who:
            value |= BITS[right] << SHIFTS[person]
    return value


def grant(mode, rights, who):
    return mode | mask(rights, who)


def revoke(mode, rights, who):
    return mode & mask(rights, who)


def can(mode, right, person):
    return mode & mask(right, person) != 0


def as_text(mode):
    return "".join(right if can(mode, right, person) else "-" for person in "ugo" for right in "rwx")
