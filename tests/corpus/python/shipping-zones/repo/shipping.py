"""Parcel prices in cents."""

MAINLAND_LIMIT = 31
ISLAND_LIMIT = 20
ISLANDS = {"SYL", "FEH", "HEL"}
STEPS = [(2, 550), (5, 790), (10, 1090), (31, 1990)]


class CannotBeSent(Exception):
    pass


def price(weight, zone):
    if weight <= 0:
        raise ValueError("weight must be positive")
    if weight > MAINLAND_LIMIT:
        raise CannotBeSent(f"{weight} kg to {zone}")
    base = next(cents for limit, cents in STEPS if weight <= limit)
    return base + (450 if zone in ISLANDS else 0)


def quote(parcels):
    """The total of what can be sent, and how many cannot."""
    total, refused = 0, 0
    for weight, zone in parcels:
        try:
            total += price(weight, zone)
        except CannotBeSent:
            refused += 1
    return total, refused
