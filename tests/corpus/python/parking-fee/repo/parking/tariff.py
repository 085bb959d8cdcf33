"""What a stay in the car park costs, in cents."""

FREE_MINUTES = 30
PER_HOUR = 180
DAY_MAXIMUM = 1400


def started_hours(minutes):
    return -(-minutes // 60)


def fee(minutes):
    """Each started hour counts, after a free beginning; no day costs more than its maximum."""
    if minutes < 0:
        raise ValueError("a stay cannot be negative")
    if minutes < FREE_MINUTES:
        return 0
    days, rest = divmod(minutes, 24 * 60)
    return days * DAY_MAXIMUM + min(DAY_MAXIMUM, started_hours(rest) * PER_HOUR)


def receipt(minutes):
    cents = fee(minutes)
    if cents == 0:
        return "free"
    return f"{minutes} min: {cents // 100}.{cents % 100:02d}"
