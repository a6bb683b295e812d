"""How much consent an initiative has, on any day, and whom to talk to next. No Django.

What a day showed stays as it was: a position counts from the day it was held or written down, whichever is later, and
an influence from the day it was given. The curve up to a day is therefore the beginning of every later curve.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LOWEST, HIGHEST = -2, 2
# An influence not given yet counts as the least.
NO_INFLUENCE = 1
# What a good talk may gain, by where somebody stands: the undecided most, the convinced nothing.
GAIN = {None: 3, -2: 1, -1: 2, 0: 3, 1: 1, 2: 0}
# After so many days of silence a talk is worth twice as much.
LONG_AGO = 180


@dataclass(frozen=True)
class Held:
    """A position: held `on` a day, written down on `known`; `order` parts those of one day."""

    value: int
    on: date
    known: date
    order: int = 0

    @property
    def counts_from(self) -> date:
        return max(self.on, self.known)


@dataclass(frozen=True)
class Given:
    """An influence given on a day."""

    influence: int | None
    on: date
    order: int = 0


@dataclass(frozen=True)
class Stake:
    """A stakeholder: what was ever known of it, and from when to when it was on the sheet."""

    key: int
    since: date
    until: date | None = None
    positions: Sequence[Held] = ()
    influences: Sequence[Given] = ()
    last_contact: date | None = None

    def is_there(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def position(self, day: date) -> Held | None:
        """Return the last position held, of those that counted on `day`."""
        known = [held for held in self.positions if held.counts_from <= day]
        return max(known, key=lambda held: (held.on, held.order), default=None)

    def influence(self, day: date) -> int | None:
        """Return the influence given last up to `day`."""
        given = [one for one in self.influences if one.on <= day]
        last = max(given, key=lambda one: (one.on, one.order), default=None)
        return last.influence if last else None

    def weight(self, day: date) -> int:
        return self.influence(day) or NO_INFLUENCE


@dataclass(frozen=True)
class Consensus:
    """Consent on a day: `score` from -100 (all against) to 100 (all promoters), None where nothing is known.

    `known` is the share of the influence whose position is known, in percent.
    """

    day: date
    score: float | None
    known: float
    voices: int
    heard: int


def consensus(stakes: Iterable[Stake], day: date) -> Consensus:
    """Weigh the positions by influence: sum(influence x position) / (2 x sum(influence)), of those known."""
    there = [stake for stake in stakes if stake.is_there(day)]
    heard = [(stake.weight(day), held.value) for stake in there if (held := stake.position(day)) is not None]
    total, weight = sum(stake.weight(day) for stake in there), sum(w for w, _value in heard)
    score = round(100 * sum(w * value for w, value in heard) / (HIGHEST * weight), 1) if weight else None
    return Consensus(day, score, round(100 * weight / total, 1) if total else 0.0, len(there), len(heard))


def turning_days(stakes: Iterable[Stake], until: date) -> list[date]:
    """Return the days up to `until` on which anything changed, in order."""
    days = set()
    for stake in stakes:
        days |= {stake.since, *(held.counts_from for held in stake.positions), *(one.on for one in stake.influences)}
        days |= {stake.until} if stake.until else set()
    return sorted(day for day in days if day <= until)


def curve(stakes: Sequence[Stake], until: date) -> list[Consensus]:
    """Return consent on every day it may have changed, up to `until`; the last point is `until` itself."""
    days = turning_days(stakes, until)
    if days and days[-1] != until:
        days.append(until)
    return [consensus(stakes, day) for day in days]


def on_day(points: Sequence[Consensus], day: date) -> Consensus | None:
    """Return the point of a curve that holds on `day`."""
    place = bisect_right([point.day for point in points], day)
    return points[place - 1] if place else None


@dataclass(frozen=True)
class Talk:
    """Why to talk to somebody: influence x gain x freshness."""

    key: int
    influence: int
    position: int | None
    gain: int
    silent_days: int | None
    freshness: float

    @property
    def score(self) -> float:
        return round(self.influence * self.gain * self.freshness, 1)


def freshness(silent_days: int | None) -> float:
    """Return 1 after a contact of today, 2 after half a year of silence or when never heard."""
    return 2.0 if silent_days is None else round(1 + min(max(silent_days, 0), LONG_AGO) / LONG_AGO, 2)


def next_talks(stakes: Iterable[Stake], day: date) -> list[Talk]:
    """Return whom a talk would gain most with, the most useful first; those with nothing to gain are left out."""
    talks = []
    for stake in stakes:
        if not stake.is_there(day):
            continue
        held = stake.position(day)
        value = held.value if held else None
        silent = (day - stake.last_contact).days if stake.last_contact else None
        talks.append(Talk(stake.key, stake.weight(day), value, GAIN[value], silent, freshness(silent)))
    return sorted((talk for talk in talks if talk.gain), key=lambda talk: (-talk.score, -talk.influence, talk.key))


def months(first: date, last: date) -> list[date]:
    """Return the first days of the months after `first` up to `last`: the marks under a curve."""
    found, day = [], (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
