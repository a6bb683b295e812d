"""Working days in Italy: no Saturdays, Sundays or public holidays."""

from datetime import date, timedelta

import holidays


def is_working(day: date) -> bool:
    """Tell whether the office is open on `day`."""
    return day.weekday() < 5 and day not in holidays.country_holidays("IT", years=day.year)


def after(day: date, count: int) -> date:
    """Return the `count`-th working day after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working(day)
    return day
