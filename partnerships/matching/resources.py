"""What one side gives against what the other needs: share covered, units checked, dates checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from .aliases import fit
from .facts import Need, Offer
from .sets import Evidence, either, nothing
from .units import PLAIN, measure

# A type that answers a need in an unstated or incomparable quantity.
UNMEASURED = 0.7
# Fewer days than this between the start and the deadline are tight.
COMFORTABLE_DAYS = 30.0
NEVER, ALWAYS = -np.inf, np.inf


def _day(value: date | None, otherwise: float) -> float:
    return otherwise if value is None else float(value.toordinal())


@dataclass(frozen=True, slots=True)
class Line:
    """One offer or one need, measured: from when, until when, how much."""

    type: str
    measure: str
    qty: float
    start: float
    end: float

    @classmethod
    def of(cls, item: Offer | Need) -> Line:
        end = item.end if isinstance(item, Offer) else item.by
        return cls(item.type, *measure(item.qty, item.unit), _day(item.start, NEVER), _day(end, ALWAYS))

    @property
    def dated(self) -> bool:
        return self.start > NEVER or self.end < ALWAYS


class Lines:
    """All lines of one kind of all candidates, as columns, found by their type."""

    def __init__(self, stated: Sequence[Sequence[Offer | Need]]) -> None:
        lines = [(row, Line.of(item)) for row, items in enumerate(stated) for item in items]
        self.size = len(stated)
        self.row = np.array([row for row, _ in lines], dtype=np.int32)
        self.qty = np.array([line.qty for _, line in lines], dtype=np.float64)
        self.start = np.array([line.start for _, line in lines], dtype=np.float64)
        self.end = np.array([line.end for _, line in lines], dtype=np.float64)
        self.measure = np.array([line.measure for _, line in lines], dtype=object)
        self.dated = np.array([line.dated for _, line in lines], dtype=bool)
        self.count = np.bincount(self.row, minlength=self.size).astype(np.float64)
        places: dict[str, list[int]] = {}
        for place, (_, line) in enumerate(lines):
            places.setdefault(line.type, []).append(place)
        self.places = {type: np.asarray(found, dtype=np.int32) for type, found in places.items()}

    def per_row(self, at: np.ndarray, values: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(self.row[at], weights=values, minlength=self.size).astype(np.float64)


@dataclass(slots=True)
class Dates:
    """What the compatible pairs of lines say of the calendar, for each candidate."""

    comfort: np.ndarray
    met: np.ndarray
    missed: np.ndarray
    open: np.ndarray

    @classmethod
    def none(cls, size: int) -> Dates:
        return cls(np.zeros(size), *(np.zeros(size, dtype=bool) for _ in range(3)))

    def take(self, rows: np.ndarray, possible: np.ndarray, dated: np.ndarray, comfort: np.ndarray) -> None:
        np.maximum.at(self.comfort, rows, np.where(possible & dated, comfort, 0.0))
        self.met[rows[possible & dated]] = True
        self.open[rows[possible & ~dated]] = True
        self.missed[rows[~possible]] = True

    def evidence(self) -> Evidence:
        """One pair of lines whose dates agree is enough; only when none does is there contrast."""
        return self.comfort, (self.missed & ~self.met & ~self.open).astype(np.float64)

    @property
    def impossible(self) -> np.ndarray:
        return self.missed & ~self.met & ~self.open


def _timing(offer_start, offer_end, need_start, need_end, dated, today: date | None):
    """Whether two windows meet, and how comfortably: one month of margin is full comfort."""
    now = _day(today, NEVER)
    first = np.maximum(np.maximum(offer_start, need_start), now)
    last = np.minimum(offer_end, need_end)
    margin = np.clip(np.nan_to_num(last - first, nan=0.0, posinf=1e9, neginf=-1.0) / COMFORTABLE_DAYS, 0.0, 1.0)
    return first <= last, dated, 0.5 + 0.5 * margin


def _comparable(measures: np.ndarray, ours: str) -> np.ndarray:
    return (measures == ours) | (measures == PLAIN) | (ours == PLAIN)


def _share(offered, needed, same_measure):
    """The part of a need that an offer covers; a fixed guess where it cannot be measured."""
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.minimum(1.0, offered / needed)
    return np.where(same_measure & ~np.isnan(share), share, UNMEASURED)


def _evidence(covered, needs_hit, offers_hit, needs, offers) -> Evidence:
    known = (needs > 0) & (offers > 0)
    safe_needs, safe_offers = np.maximum(needs, 1.0), np.maximum(offers, 1.0)
    agree = np.where(known, covered / safe_needs, 0.0)
    contrast = np.where(known, 1.0 - np.maximum(needs_hit / safe_needs, offers_hit / safe_offers), 0.0)
    return agree, np.clip(contrast, 0.0, 1.0)


def we_give(offers: Sequence[Offer], needs: Lines, dates: Dates, today: date | None) -> Evidence:
    """This function will set our offers against the needs of every candidate."""
    if not offers:
        return nothing(needs.size)
    cover, hit = np.zeros(len(needs.row)), np.zeros(len(needs.row), dtype=bool)
    useful = np.zeros(needs.size)
    for line in map(Line.of, offers):
        used = np.zeros(needs.size, dtype=bool)
        for type, at in needs.places.items():
            if (good := fit(type, line.type)) <= 0:
                continue
            possible, dated, comfort = _timing(line.start, line.end, needs.start[at], needs.end[at],
                                               needs.dated[at] | line.dated, today)
            dates.take(needs.row[at], possible, dated, comfort)
            share = _share(line.qty, needs.qty[at], _comparable(needs.measure[at], line.measure))
            cover[at] += np.where(possible, good * share, 0.0)
            hit[at] |= possible
            used[needs.row[at[possible]]] = True
        useful += used
    everything = np.arange(len(needs.row))
    covered = needs.per_row(everything, np.minimum(cover, 1.0))
    return _evidence(covered, needs.per_row(everything, hit), useful, needs.count, np.full(needs.size, len(offers)))


def they_give(asked: Sequence[Need], offers: Lines, dates: Dates, today: date | None) -> Evidence:
    """This function will set the offers of every candidate against our needs."""
    if not asked:
        return nothing(offers.size)
    covered, answered = np.zeros(offers.size), np.zeros(offers.size)
    used = np.zeros(len(offers.row), dtype=bool)
    for line in map(Line.of, asked):
        cover = np.zeros(offers.size)
        for type, at in offers.places.items():
            if (good := fit(line.type, type)) <= 0:
                continue
            possible, dated, comfort = _timing(offers.start[at], offers.end[at], line.start, line.end,
                                               offers.dated[at] | line.dated, today)
            dates.take(offers.row[at], possible, dated, comfort)
            share = _share(offers.qty[at], line.qty, _comparable(offers.measure[at], line.measure))
            cover += offers.per_row(at, np.where(possible, good * share, 0.0))
            used[at] |= possible
        covered += np.minimum(cover, 1.0)
        answered += cover > 0
    useful = offers.per_row(np.arange(len(offers.row)), used)
    return _evidence(covered, answered, useful, np.full(offers.size, len(asked)), offers.count)


def exchange(offers, asked, their_needs: Lines, their_offers: Lines, today: date | None) -> tuple[Evidence, Dates]:
    """This function will read both directions at once and keep the kinder one for each candidate."""
    dates = Dates.none(their_needs.size)
    ours = we_give(offers, their_needs, dates, today)
    theirs = they_give(asked, their_offers, dates, today)
    return either(ours, theirs), dates
