"""When campaigns may leave: hours and days of the office's clock (Europe/Rome). Pure; service mail never asks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
_UTC = ZoneInfo("UTC")
EVERY_DAY = frozenset(range(7))
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """From `start` to `end` on `days` (0 is Monday); past midnight when `end` is not later; without both the whole day."""

    start: time | None = None
    end: time | None = None
    days: frozenset[int] = EVERY_DAY

    def is_open(self, at: datetime) -> bool:
        """Return whether a campaign may leave at `at`."""
        today = at.astimezone(ROME).date()
        return any(opens <= at < closes for opens, closes in (self._span(today - _DAY), self._span(today)) if opens)

    def opening(self, at: datetime) -> datetime | None:
        """Return since when it is open at `at`, or when it opens next; None where it never does."""
        today = at.astimezone(ROME).date()
        for number in range(-1, 9):
            opens, closes = self._span(today + number * _DAY)
            if opens and at < closes:
                return opens
        return None

    def _span(self, day: date) -> tuple[datetime | None, datetime]:
        if day.weekday() not in (self.days or EVERY_DAY):
            return None, datetime.max.replace(tzinfo=_UTC)
        start, end = self.start or time(0), self.end or time(0)
        return instant(day, start), instant(day if start < end else day + _DAY, end)


def instant(day: date, clock: time) -> datetime:
    """Return when the office's clock shows `clock` on `day`: the first time where it does so twice (the end of summer
    time), the first moment after it where it never does (the beginning)."""
    wall = datetime.combine(day, clock.replace(tzinfo=None, fold=0))
    found = wall.replace(tzinfo=ROME).astimezone(_UTC)
    if _wall(found) == wall:
        return found
    # Skipped: `found` lies too late by as much as the clock jumped; go back to where the jump is.
    while _wall(found - _MINUTE) > wall:
        found -= _MINUTE
    return found


def _wall(at: datetime) -> datetime:
    return at.astimezone(ROME).replace(tzinfo=None, fold=0)
