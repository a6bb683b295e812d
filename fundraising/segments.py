"""Which kind of donor somebody is, from the days and amounts of the gifts. Standard library only.

Sources of the rules: RFM (recency, frequency, monetary) is the common practice of direct fundraising; LYBUNT and SYBUNT
are the reports of the CiviCRM and NPSP tradition ("last year / some year but unfortunately not this"); the lapse by
each donor's own rhythm is ours: someone is off rhythm after one and a half times the usual distance between gifts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

# (days since the last gift → 5..1), (gifts in all), (euro in all): limits of the office, to be read aloud.
RECENCY = (90, 180, 365, 730)
FREQUENCY = (2, 3, 5, 8)
MONETARY = (Decimal(50), Decimal(150), Decimal(500), Decimal(1500))
GREAT_GIVER = Decimal(1500)
LOYAL_YEARS = 3
SILENT_DAYS = 730


@dataclass(frozen=True)
class Gift:
    """One gift that reached us."""

    day: date
    amount: Decimal


@dataclass(frozen=True)
class Profile:
    """What the gifts of one donor say on a day."""

    segment: str
    recency: int
    frequency: int
    monetary: int
    gifts: int
    total: Decimal
    first: date
    last: date
    is_lybunt: bool
    is_sybunt: bool
    usual_days: int | None

    @property
    def rfm(self) -> str:
        return f"{self.recency}{self.frequency}{self.monetary}"


def _grade(value: int | Decimal, limits: Sequence[int | Decimal]) -> int:
    """1 below the first limit, 5 from the last one on."""
    return 1 + sum(value >= limit for limit in limits)


def usual_days(days: Sequence[date]) -> int | None:
    """Return the median distance between gifts, None with fewer than three different days."""
    known = sorted(set(days))
    if len(known) < 3:
        return None
    return round(median((after - before).days for before, after in zip(known, known[1:], strict=False)))


def lybunt(days: Iterable[date], year: int) -> bool:
    """Gave in the year before `year`, and not in `year`."""
    years = {day.year for day in days}
    return year - 1 in years and year not in years


def sybunt(days: Iterable[date], year: int) -> bool:
    """Gave in some year before the last one, and neither in the last nor in `year`."""
    years = {day.year for day in days}
    return bool(years) and min(years) < year - 1 and not years & {year - 1, year}


def profile(gifts: Sequence[Gift], *, today: date) -> Profile | None:
    """Return the profile of a donor; None without gifts."""
    if not gifts:
        return None
    days = sorted(gift.day for gift in gifts)
    total = sum((gift.amount for gift in gifts), Decimal(0))
    since = (today - days[-1]).days
    rhythm = usual_days(days)
    facts = {
        "recency": 5 - sum(since > limit for limit in RECENCY),
        "frequency": _grade(len(gifts), FREQUENCY),
        "monetary": _grade(total, MONETARY),
    }
    return Profile(
        segment=_segment(days, total, since, rhythm, today), gifts=len(gifts), total=total, first=days[0], last=days[-1],
        is_lybunt=lybunt(days, today.year), is_sybunt=sybunt(days, today.year), usual_days=rhythm, **facts,
    )


def _segment(days: list[date], total: Decimal, since: int, rhythm: int | None, today: date) -> str:
    """The first description that fits, from the most urgent to the most general."""
    years = {day.year for day in days}
    gap = (days[-1] - days[-2]).days if len(days) > 1 else 0
    tests = (
        ("silent", since > SILENT_DAYS),
        ("lybunt", lybunt(days, today.year)),
        ("sybunt", sybunt(days, today.year)),
        ("great", total >= GREAT_GIVER),
        ("off_rhythm", rhythm is not None and since > rhythm * 1.5 and since > 45),
        ("reactivated", gap > SILENT_DAYS / 2 and since <= 365),
        ("loyal", len(years) >= LOYAL_YEARS),
        ("new", len(days) == 1),
    )
    return next((key for key, fits in tests if fits), "active")
