"""The rhythm of a series of meetings: every so many weeks, or the nth weekday of the month. No Django."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

WEEKS, MONTHS = "weeks", "months"
AUGUST = 8
LAST = -1
# A rule that finds nothing within so many steps is wrong; a year of weeks is more than any needs.
_STEPS = 60


@dataclass(frozen=True)
class Rhythm:
    """`every` weeks or months; `nth` (1 to 4, or -1 the last) counts the weekday in the month."""

    unit: str
    every: int
    weekday: int
    nth: int = 1
    skips_august: bool = True


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("IT", years=year))


def is_working(day: date) -> bool:
    """Tell whether `day` is neither a Saturday, nor a Sunday, nor an Italian holiday."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def next_day(rhythm: Rhythm, after: date, *, is_free: Callable[[date], bool] = is_working) -> date:
    """Return the first day of `rhythm` later than `after`, which is taken for a day of the series.

    A holiday moves the meeting on by a week, so the weekday stays; August is left out where the series rests in it.
    """
    for number in range(1, _STEPS):
        day = _step(rhythm, after, number)
        while not is_free(day) and day.weekday() == rhythm.weekday and rhythm.weekday < 5:
            day += timedelta(days=7)
        if day > after and not (rhythm.skips_august and day.month == AUGUST):
            return day
    raise ValueError(rhythm)


def _step(rhythm: Rhythm, after: date, number: int) -> date:
    if rhythm.unit == WEEKS:
        monday = after - timedelta(days=after.weekday())
        return monday + timedelta(weeks=rhythm.every * number, days=rhythm.weekday)
    months = after.year * 12 + after.month - 1 + rhythm.every * number
    return nth_weekday(months // 12, months % 12 + 1, rhythm.weekday, rhythm.nth)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the `nth` `weekday` of a month; -1 is the last one."""
    last = date(year, month, calendar.monthrange(year, month)[1])
    if nth == LAST:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def weeks_later(day: date, weeks: int, *, is_free: Callable[[date], bool] = is_working) -> date:
    """Return the same weekday `weeks` later, a week on as long as it is a holiday."""
    found = day + timedelta(weeks=weeks)
    while found.weekday() < 5 and not is_free(found):
        found += timedelta(days=7)
    return found
