"""Many candidates, read once: columns and postings that every query shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from . import gates
from .aliases import NEEDS, OFFERS, TARGETS, spoken, tidy
from .facts import Profile
from .places import region
from .resources import Lines
from .sets import Postings
from .text import TextIndex
from .trust import mean_kept


def _numbers(values: list[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


class Corpus:
    """The candidates of one side. Build it once, rank against it often; it never changes."""

    def __init__(self, profiles: Sequence[Profile], *, language: str = "it") -> None:
        self.profiles = tuple(profiles)
        self.size = len(self.profiles)
        by_id = sorted(range(self.size), key=lambda row: self.profiles[row].id)
        self.place_by_id = np.empty(self.size, dtype=np.int64)
        self.place_by_id[by_id] = np.arange(self.size)
        self.text = TextIndex([p.words for p in self.profiles], language, [_fact_words(p) for p in self.profiles])
        self.sdgs = Postings([p.sdgs for p in self.profiles])
        self.themes = Postings([p.themes for p in self.profiles])
        self.targets = Postings([p.targets for p in self.profiles])
        self.wants = Postings([p.wants for p in self.profiles])
        self.gives = Postings([p.gives for p in self.profiles])
        self.needs = Lines([p.needs for p in self.profiles])
        self.offers = Lines([p.offers for p in self.profiles])
        self.trust = _numbers([mean_kept(p) for p in self.profiles])
        self._read_places()
        self._read_gates()

    def _read_places(self) -> None:
        self.lat = _numbers([p.lat for p in self.profiles])
        self.lon = _numbers([p.lon for p in self.profiles])
        self.areas = Postings([gates.area(p) for p in self.profiles])
        self.stated_areas = Postings([gates.area(p) if p.territory else () for p in self.profiles])
        self.provinces = Postings([(p.province,) if p.province else () for p in self.profiles])
        self.municipalities = Postings([(tidy(p.municipality),) if p.municipality else () for p in self.profiles])
        self.regions = Postings([(region(p.province),) if region(p.province) else () for p in self.profiles])

    def _read_gates(self) -> None:
        self.stopped = np.array([bool(gates.own_stops(p)) for p in self.profiles], dtype=bool)
        self.bound = np.array([bool(p.territory) and p.territory_binding for p in self.profiles], dtype=bool)
        self.exclusions = Postings([map(gates.parse, p.exclusions) for p in self.profiles]).rows
        self.ethical = Postings([gates.ethical_sectors(p) for p in self.profiles])
        self.sectors = Postings([(gates.ateco(p.sector),) if gates.ateco(p.sector) else () for p in self.profiles])

    def refusable(self, exclusion: tuple[str, str]) -> np.ndarray:
        """This function will say which candidates are what an exclusion refuses."""
        kind, value = exclusion
        if kind == "sector":
            return self.sectors.any_of([code for code in self.sectors.rows if code.startswith(value)])
        postings = {"theme": self.themes, "target": self.targets, "ethical": self.ethical, "province": self.provinces}
        return postings[kind].any_of((value,)) if kind in postings else np.zeros(self.size, dtype=bool)


def _fact_words(profile: Profile) -> list[str]:
    """The words people use for a candidate's facts: they may match a word of the query, but are no prose of its own."""
    if not profile.words:
        return []
    stated = [(TARGETS, key) for key in profile.targets]
    stated += [(NEEDS, NEEDS.get(tidy(need.type), "")) for need in profile.needs]
    stated += [(OFFERS, OFFERS.get(tidy(offer.type), "")) for offer in profile.offers]
    return [word for table, key in stated for word in spoken(table, key)]
