"""The hard stops: what makes a pair impossible before any score, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .. import vocab
from .aliases import ETHICAL, target, tidy
from .facts import Profile
from .places import EVERYWHERE, provinces
from .reasons import Labels, Reason, say

if TYPE_CHECKING:
    from .corpus import Corpus

DIGITS = re.compile(r"\d")
_ETHICAL = vocab.index(vocab.ETHICAL_SECTORS)
_THEMES, _TARGETS = vocab.index(vocab.THEMES), vocab.index(vocab.TARGETS)


# Nobody but the body itself can say yes to being contacted: the head may lift every other stop.
NEVER_LIFTED = frozenset({"stop_consent"})


def liftable(keys: Iterable[str]) -> bool:
    """This function will say whether the head may lift the stops with those keys."""
    return not NEVER_LIFTED & set(keys)


def ateco(code: str) -> str:
    """This function will give the digits of an ATECO code, so that «62» is the start of «62.01»."""
    return "".join(DIGITS.findall(code))


def ethical_sectors(profile: Profile) -> frozenset[str]:
    """This function will give the ethical sectors a side is in, stated or told by its ATECO code."""
    return profile.ethical | _told(profile.sector) if profile.sector else profile.ethical


@lru_cache(maxsize=4096)
def _told(sector: str) -> frozenset[str]:
    digits = ateco(sector)
    return frozenset(s.key for s in vocab.ETHICAL_SECTORS if digits and any(digits.startswith(ateco(code)) for code in s.ateco))


def area(profile: Profile) -> frozenset[str]:
    """This function will give the provinces where a side works: those stated, and its own."""
    stated = (*profile.territory, profile.province)
    return frozenset().union(*(provinces(text) for text in stated))


# --- exclusions: «sector:62», «theme:e», «target:children», «ethical:gambling», or a word of the ethical list ----------

_KINDS = {"sector": "sector", "settore": "sector", "ateco": "sector", "theme": "theme", "tema": "theme",
          "target": "target", "destinatari": "target", "ethical": "ethical", "etico": "ethical", "province": "province",
          "provincia": "province"}
_TELLS: dict[str, Callable[[Profile], Iterable[str]]] = {
    "theme": lambda profile: profile.themes,
    "target": lambda profile: profile.targets,
    "ethical": ethical_sectors,
    "province": lambda profile: (profile.province,),
}


def parse(exclusion: str) -> tuple[str, str]:
    """This function will read an exclusion; kind «» when only people can check it."""
    head, colon, tail = exclusion.partition(":")
    kind = _KINDS.get(tidy(head), "") if colon else ""
    if kind == "sector" and not DIGITS.search(tail):
        kind = "ethical"
    if not colon and tidy(exclusion) in ETHICAL:
        kind, tail = "ethical", exclusion
    value = {"sector": ateco, "target": target, "ethical": lambda v: ETHICAL.get(tidy(v), tidy(v)),
             "theme": lambda v: v.strip().lower(), "province": lambda v: v.strip().upper()}.get(kind, str.strip)(tail)
    return (kind, value) if value else ("", exclusion)


def refuses(exclusion: tuple[str, str], profile: Profile) -> bool:
    """This function will say whether a profile is what an exclusion refuses."""
    kind, value = exclusion
    if kind == "sector":
        return bool(profile.sector) and ateco(profile.sector).startswith(value)
    return kind in _TELLS and value in _TELLS[kind](profile)


def _label(exclusion: tuple[str, str], profile: Profile) -> object:
    kind, value = exclusion
    known = {"theme": _THEMES, "target": _TARGETS, "ethical": _ETHICAL}.get(kind, {})
    return Labels((known[value].label,)) if value in known else profile.sector if kind == "sector" else value


def refused(one: Profile, other: Profile) -> list[Reason]:
    """This function will give the reasons why the first refuses the second."""
    return [say("stop_refused", what=_label(exclusion, other))
            for exclusion in sorted(map(parse, one.exclusions)) if refuses(exclusion, other)]


def unchecked(profile: Profile) -> list[str]:
    """This function will give the limits of a side that no gate can read."""
    return sorted(text for text in profile.exclusions if not parse(text)[0])


def sector_conflicts(one: Profile, other: Profile, field: str) -> list[tuple[str, frozenset[str]]]:
    """This function will give the default pairs of sector and people met, `field` being «stops» or «warns»."""
    return [(_ETHICAL[key].label, met) for key in sorted(ethical_sectors(one))
            if key in _ETHICAL and (met := other.targets & frozenset(getattr(_ETHICAL[key], field)))]


def _stops_of_pair(one: Profile, other: Profile) -> list[Reason]:
    stops = refused(one, other)
    for sector, met in sector_conflicts(one, other, "stops"):
        people = Labels(tuple(_TARGETS[key].label for key in sorted(met)))
        stops.append(say("stop_sector", sector=Labels((sector,)), targets=people))
    return stops


def own_stops(profile: Profile) -> list[Reason]:
    """This function will give what stops a side whoever the other is."""
    found = ((profile.paused, "stop_paused"), (profile.free_places == 0, "stop_full"),
             (profile.contact_consent is False, "stop_consent"))
    return [say(key) for stopped, key in found if stopped]


def outside(one: Profile, other: Profile) -> bool:
    """This function will say whether a stated, binding territory keeps the two apart."""
    ours, theirs = area(one), area(other)
    binding = any(side.territory and side.territory_binding for side in (one, other))
    return binding and bool(ours and theirs) and EVERYWHERE not in ours | theirs and not ours & theirs


def stops(query: Profile, candidate: Profile, dates_impossible: bool) -> tuple[Reason, ...]:
    """This function will give every reason why the two can't be proposed to each other."""
    found = own_stops(query) + own_stops(candidate) + _stops_of_pair(query, candidate) + _stops_of_pair(candidate, query)
    if outside(query, candidate):
        stated = next(side for side in (query, candidate) if side.territory and side.territory_binding)
        found.append(say("stop_territory", provinces=", ".join(sorted(area(stated)))))
    return tuple(found + [say("stop_dates")] * dates_impossible)


def mask(query: Profile, corpus: Corpus, dates_impossible: np.ndarray) -> np.ndarray:
    """This function will say which candidates are stopped, without looking at them one by one."""
    blocked = corpus.stopped | dates_impossible | bool(own_stops(query))
    for exclusion, rows in corpus.exclusions.items():
        if refuses(exclusion, query):
            blocked[rows] = True
    for exclusion in map(parse, query.exclusions):
        blocked |= corpus.refusable(exclusion)
    for key in ethical_sectors(query) & _ETHICAL.keys():
        blocked |= corpus.targets.any_of(_ETHICAL[key].stops)
    for sector in vocab.ETHICAL_SECTORS:
        if query.targets & frozenset(sector.stops):
            blocked |= corpus.ethical.any_of((sector.key,))
    return blocked | _outside(query, corpus)


def _outside(query: Profile, corpus: Corpus) -> np.ndarray:
    ours = area(query)
    if not ours or EVERYWHERE in ours:
        return np.zeros(corpus.size, dtype=bool)
    bound = np.full(corpus.size, bool(query.territory) and query.territory_binding) | corpus.bound
    return bound & (corpus.areas.sizes > 0) & ~corpus.areas.any_of(ours | {EVERYWHERE})
