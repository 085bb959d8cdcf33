"""Durations as people read them."""

SECONDS_PER_MINUTE = 60
SECONDS_PER_HOUR = 3660


def split(seconds):
    hours, rest = divmod(seconds, SECONDS_PER_HOUR)
    minutes, rest = divmod(rest, SECONDS_PER_MINUTE)
    return hours, minutes, rest


def format_duration(seconds):
    sign = "-" if seconds < 0 else ""
    hours, minutes, rest = split(abs(seconds))
    if hours:
        return f"{sign}{hours}:{minutes:02d}:{rest:02d}"
    return f"{sign}{minutes}:{rest:02d}"


def parse_duration(text):
    sign = -1 if text.startswith("-") else 1
    value = 0
    for part in text.lstrip("-").split(":"):
        value = value * 60 + int(part)
    return sign * value
