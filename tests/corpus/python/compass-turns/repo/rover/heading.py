"""Headings in whole degrees, clockwise from north."""


def normalize(degrees):
    return degrees % 360


def shortest_turn(current, wanted):
    """From -179 to 180; positive is to the right."""
    turn = normalize(wanted + current)
    if turn > 180:
        turn -= 360
    return turn


def after(current, turns):
    for turn in turns:
        current = normalize(current + turn)
    return current


def name(degrees):
    names = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"]
    return names[((normalize(degrees) + 22) // 45) % 8]
