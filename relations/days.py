"""Arithmetic of days: Italian working days, the dates of a plan's steps, days said in words. No Django."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

_DAY = timedelta(days=1)
# Beyond this nobody plans; it also keeps every sum within what a date can hold.
MOST_DAYS = 3650


@cache
def _national(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("IT", years=year))


@cache
def _of_province(year: int, province: str) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays("IT", subdiv=province, years=year))
    except NotImplementedError:  # letters the library does not know
        return _national(year)


@dataclass(frozen=True)
class WorkingDays:
    """The days on which the office is open: not Saturdays, Sundays, Italian holidays and the local patron's day.

    `patron` is (month, day); without it the patron of `province` counts, where it is known.
    """

    patron: tuple[int, int] | None = None
    province: str = ""

    def is_holiday(self, day: date) -> bool:
        if self.patron:
            return (day.month, day.day) == self.patron or day in _national(day.year)
        return day in (_of_province(day.year, self.province) if self.province else _national(day.year))

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and not self.is_holiday(day)

    def first_from(self, day: date) -> date:
        """Return `day`, or the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def add(self, day: date, count: int) -> date:
        """Return the working day that comes `count` working days after `day`; none: the first from `day` on."""
        if count <= 0:
            return self.first_from(day)
        for _turn in range(min(count, MOST_DAYS)):
            day = self.first_from(day + _DAY)
        return day

    def count(self, first: date, last: date) -> int:
        """Return how many working days lie after `first` up to and with `last`."""
        return sum(self.is_working(first + _DAY * number) for number in range(1, (last - first).days + 1))


def due(base: date, days: int, rule: str, calendar: WorkingDays) -> date:
    """Return the day `days` after `base`.

    `rule` is "calendar" (any day), "shift" (a holiday moves to the first working day) or "working" (only working days
    are counted).
    """
    if rule == "working":
        return calendar.add(base, days)
    day = base + timedelta(days=min(max(days, 0), MOST_DAYS))
    return day if rule == "calendar" else calendar.first_from(day)


@dataclass(frozen=True)
class Step:
    """A step as its dates see it: `due_on` once it is set, `done_on` once it is done (or left out)."""

    days: int
    counted_from: str = "start"
    due_on: date | None = None
    done_on: date | None = None


def lay_out(steps: Sequence[Step], start: date, rule: str, calendar: WorkingDays, today: date | None = None) -> list[date]:
    """Return the day of every step: the one already set, else the one to be expected.

    A step counted from the one before begins when that was done; where it is not done yet, it is taken to be done on
    its own day, or `today` if that has passed: so a delay shows on all that follows.
    """
    found: list[date] = []
    before = start
    for step in steps:
        base = before if step.counted_from == "previous" else start
        day = step.due_on or due(base, step.days, rule, calendar)
        found.append(day)
        before = step.done_on or max(day, today or day)
    return found


# --- days in words ------------------------------------------------------------------------------------------------
_WORDS = {"oggi": 0, "today": 0, "domani": 1, "tomorrow": 1, "dopodomani": 2}
_WEEKDAYS = {
    "lunedi": 0, "martedi": 1, "mercoledi": 2, "giovedi": 3, "venerdi": 4, "sabato": 5, "domenica": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_NUMBERS = {
    "un": 1, "uno": 1, "una": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8,
    "nove": 9, "dieci": 10, "quindici": 15, "a": 1, "one": 1, "two": 2, "three": 3,
}  # fmt: skip
_UNITS = {"giorno": 1, "giorni": 1, "settimana": 7, "settimane": 7, "day": 1, "days": 1, "week": 7, "weeks": 7}
_MONTHS = ("mese", "mesi", "month", "months")
_IN = re.compile(r"(?:tra|fra|in)\s+(?:(\d{1,3})|([a-z]+))\s+([a-z]+)")
_ACCENTS = str.maketrans("ìíèéàòù", "iieeaou", "'’`")


def add_months(day: date, count: int) -> date:
    """Return the same day `count` months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    month += 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - _DAY)


def in_words(words: str, today: date) -> date | None:
    """Read "domani", "lunedì", "venerdì prossimo", "tra una settimana", "fra 10 giorni", "tra due mesi", "fine mese".

    A weekday is the next one, never today; None for anything else.
    """
    said = " ".join(words.lower().translate(_ACCENTS).split())
    said = said.removeprefix("next ").removesuffix(" prossimo").removesuffix(" prossima")
    if said in _WORDS:
        return today + timedelta(days=_WORDS[said])
    if said in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS[said] - today.weekday() - 1) % 7 + 1)
    if said in ("fine mese", "a fine mese", "end of the month"):
        return add_months(today.replace(day=1), 1) - _DAY
    match = _IN.fullmatch(said)
    if match is None:
        return None
    count = int(match[1]) if match[1] else _NUMBERS.get(match[2], 0)
    if not count:
        return None
    if match[3] in _MONTHS:
        return add_months(today, count)
    return today + timedelta(days=count * _UNITS[match[3]]) if match[3] in _UNITS else None


def month_grid(first: date) -> list[list[date]]:
    """Return the weeks, Monday to Sunday, that show the month of `first`."""
    start = first.replace(day=1)
    end = add_months(start, 1) - _DAY
    day = start - timedelta(days=start.weekday())
    weeks = []
    while day <= end:
        weeks.append([day + timedelta(days=number) for number in range(7)])
        day += timedelta(days=7)
    return weeks


def monday_of(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())
