"""When the steps of a sequence are due, in Rome's days and hours. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from relations import days

ROME = ZoneInfo("Europe/Rome")
# A step with days but no hour leaves in the morning.
MORNING = time(9, 0)
# What comes to light so much later, or is done so much later, begins its days anew: nobody gets three mails at once.
LATE = timedelta(days=1)
# What happened longer ago begins nothing.
OLDEST = timedelta(days=45)


@dataclass(frozen=True)
class Delay:
    """How long after the step before: `hour` None and no days: at once."""

    days: int = 0
    rule: str = "shift"
    hour: time | None = None

    @property
    def is_at_once(self) -> bool:
        return self.days == 0 and self.hour is None


def at_rome(day: date, hour: time) -> datetime:
    """Return the moment of `hour` on `day` in Rome; an hour that the clock skips is the one after it."""
    return datetime.combine(day, hour, ROME).astimezone(UTC)


def due(base: datetime, delay: Delay, calendar: days.WorkingDays) -> datetime:
    """Return when a step is due whose step before was due at `base`: never before it.

    An hour that has passed on that day is the next allowed day's.
    """
    if delay.is_at_once:
        return base
    start = base.astimezone(ROME).date()
    hour = delay.hour or MORNING
    day = days.due(start, delay.days, delay.rule, calendar)
    moment = at_rome(day, hour)
    if moment >= base:
        return moment
    following = day + timedelta(days=1)
    return at_rome(following if delay.rule == "calendar" else calendar.first_from(following), hour)


def lay_out(base: datetime, delays: Sequence[Delay], calendar: days.WorkingDays) -> list[datetime]:
    """Return when each step is due, one after the other, from `base` on."""
    found: list[datetime] = []
    for delay in delays:
        base = due(base, delay, calendar)
        found.append(base)
    return found


def begin(happened: datetime, now: datetime) -> datetime:
    """Return from when the days are counted: the moment it happened, or now when it comes to light late."""
    return happened if now - happened <= LATE else now


def catch_up(
    dues: Sequence[datetime], delays: Sequence[Delay], now: datetime, calendar: days.WorkingDays
) -> list[datetime]:
    """Return the days of the steps still to come when the first is done at `now` at the earliest.

    Where that is more than a day late, all that follow are laid out anew from then.
    """
    if not dues or now - dues[0] <= LATE:
        return list(dues)
    return [dues[0], *lay_out(now, delays[1:], calendar)]
