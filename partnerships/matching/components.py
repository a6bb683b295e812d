"""The eight components: how much of each is agreed, how much is in contrast; the rest is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from .aliases import tidy
from .corpus import Corpus
from .facts import Profile
from .gates import area
from .places import EVERYWHERE, kilometres, nearness, region
from .resources import exchange
from .sets import Evidence, either, nothing, overlap
from .trust import mean_kept

KEYS = ("risultati", "temi", "destinatari", "territorio", "risorse", "ritorni", "tempi", "fiducia")

# Inside «risultati»: own words and the goals of the 2030 Agenda.
TEXT_PART, GOALS_PART = 0.6, 0.4
# Words that are not shared speak against a pair less than words that are shared speak for it.
TEXT_CONTRAST = 0.5
SAME_PROVINCE, SERVED, SAME_REGION = 0.8, 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Evidences:
    """For each candidate (row) and component (column): agreement and contrast, both in [0, 1], together at most 1."""

    agree: np.ndarray
    contrast: np.ndarray
    closeness: np.ndarray
    km: np.ndarray
    dates_impossible: np.ndarray


def results(query: Profile, corpus: Corpus, closeness: np.ndarray) -> Evidence:
    """Text and goals, each with its own part, each unknown on its own."""
    said = ~np.isnan(closeness)
    close = np.where(said, closeness, 0.0)
    goals = overlap(query.sdgs, corpus.sdgs)
    agree = TEXT_PART * close + GOALS_PART * goals[0]
    contrast = np.where(said, TEXT_PART * TEXT_CONTRAST * (1.0 - close), 0.0) + GOALS_PART * goals[1]
    return agree, contrast


def distances(query: Profile, corpus: Corpus) -> np.ndarray:
    """This function will give the kilometres to each candidate; NaN where either point is unknown."""
    if query.lat is None or query.lon is None:
        return np.full(corpus.size, np.nan)
    return kilometres(query.lat, query.lon, corpus.lat, corpus.lon)


def territory(query: Profile, corpus: Corpus, km: np.ndarray) -> Evidence:
    """Kilometres where both points are known, else province and region; a territory both name counts in any case."""
    by_km = np.where(np.isnan(km), 0.0, nearness(km)), np.where(np.isnan(km), 0.0, 1.0 - nearness(km))
    agree, contrast = np.where(np.isnan(km), _by_name(query, corpus), by_km)
    named = _named(query, corpus)
    return np.where(named, np.maximum(agree, SERVED), agree), np.where(named, 0.0, contrast)


def _by_name(query: Profile, corpus: Corpus) -> Evidence:
    """The best that names of places say: same municipality, same province, province served, same region."""
    ours = area(query)
    known = (corpus.areas.sizes > 0) & bool(ours)
    here = region(query.province)
    same_region = corpus.regions.any_of((here,) if here else ())
    steps = (
        (same_region, SAME_REGION, SAME_REGION),
        (corpus.areas.any_of(ours), SERVED, 0.0),
        (corpus.provinces.any_of((query.province,) if query.province else ()), SAME_PROVINCE, 0.0),
        (corpus.municipalities.any_of((tidy(query.municipality),) if query.municipality else ()), 1.0, 0.0),
    )
    agree, contrast = np.zeros(corpus.size), np.where(known, 1.0, 0.0)
    for true, yes, no in steps:
        agree, contrast = np.where(true, yes, agree), np.where(true, no, contrast)
    return agree, contrast


def _named(query: Profile, corpus: Corpus) -> np.ndarray:
    """Where at least one side stated a territory that the other is in."""
    ours, everywhere = area(query), frozenset({EVERYWHERE})
    if not ours:
        return np.zeros(corpus.size, dtype=bool)
    theirs = corpus.stated_areas.any_of(ours | everywhere)
    if not query.territory:
        return theirs
    return theirs | (corpus.areas.any_of(ours) | ((corpus.areas.sizes > 0) & (EVERYWHERE in ours)))


def returns(query: Profile, corpus: Corpus) -> Evidence:
    """What each side wants back against what the other gives; the kinder direction."""
    ours = _wanted(query.wants, corpus.gives, len(query.wants))
    theirs = _wanted(query.gives, corpus.wants, corpus.wants.sizes)
    return either(ours, theirs)


def _wanted(values, postings, wanted) -> Evidence:
    if not values:
        return nothing(postings.size)
    shared, known = postings.shared(values), postings.sizes > 0
    smaller = np.minimum(len(values), np.maximum(postings.sizes, 1.0))
    agree = np.where(known, shared / np.maximum(wanted, 1.0), 0.0)
    return agree, np.where(known, 1.0 - shared / smaller, 0.0)


def trust(query: Profile, corpus: Corpus) -> Evidence:
    """The mean of the sides whose promises were counted."""
    own = mean_kept(query)
    both = corpus.trust if own is None else np.where(np.isnan(corpus.trust), own, (corpus.trust + own) / 2)
    known = ~np.isnan(both)
    return np.where(known, both, 0.0), np.where(known, 1.0 - both, 0.0)


def weigh(query: Profile, corpus: Corpus, *, today: date | None = None, closeness: np.ndarray | None = None) -> Evidences:
    """This function will compare the query with every candidate on every component."""
    if closeness is None:
        closeness = corpus.text.closeness(query.words)
    km = distances(query, corpus)
    resources, dates = exchange(query.offers, query.needs, corpus.needs, corpus.offers, today)
    columns = (
        results(query, corpus, closeness), overlap(query.themes, corpus.themes), overlap(query.targets, corpus.targets),
        territory(query, corpus, km), resources, returns(query, corpus), dates.evidence(), trust(query, corpus),
    )
    agree, contrast = (np.stack([column[side] for column in columns], axis=1) for side in (0, 1))
    return Evidences(agree, contrast, closeness, km, dates.impossible)
