"""Counting in whole years, as an agreement does."""

from datetime import date


def years_before(day: date, years: int) -> date:
    """Return the same day so many years earlier; of 29 February the day before it."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
