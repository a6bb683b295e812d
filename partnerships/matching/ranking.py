"""Ranking candidates for one query: arrays for all of them, sentences only for those one looks at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from . import gates
from .components import KEYS, Evidences, weigh
from .corpus import Corpus
from .explain import doubts, reasons, unknowns, why_they_may_say_yes
from .facts import COMPANY, Profile, other_side
from .reasons import Reason
from .score import Scores, Weights, apportion, combine
from .text import Said

# Differences smaller than this are no differences: they come from the arithmetic, and the id decides.
ALIKE = 9
DIRECTIONS = {"company->npo": COMPANY, "npo->company": "npo"}


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a score. `value` is None when nothing is known of it; `weight` is its share of what is known."""

    key: str
    value: float | None
    weight: float
    points: float
    nominal: float

    @property
    def known(self) -> bool:
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Match:
    """One proposal, explained. `potential` is the score it would have were its hard stops lifted."""

    id: str
    score: float
    components: tuple[Component, ...]
    reasons: tuple[Reason, ...]
    doubts: tuple[Reason, ...]
    unknowns: tuple[Reason, ...]
    blocked: tuple[Reason, ...]
    confidence: float
    company_score: float
    nonprofit_score: float
    why_yes: tuple[Reason, ...]
    potential: float
    weights_version: str

    def __getitem__(self, key: str) -> Component:
        return self.components[KEYS.index(key)]


class Ranking(Sequence[Match]):
    """The candidates in order, best first, stopped ones last. A match is built when it is read."""

    def __init__(self, query: Profile, corpus: Corpus, found: Evidences, scores: Scores, blocked: np.ndarray,
                 *, direction: str, today: date | None, weights: Weights, decimals: int) -> None:
        self.query, self.corpus, self.evidence, self.scores = query, corpus, found, scores
        self.blocked, self.weights, self.decimals = blocked, weights, decimals
        self.direction, self.today = direction, today
        self.kind = DIRECTIONS.get(direction, query.kind)
        self.order = np.lexsort((corpus.place_by_id, -np.round(scores.total, ALIKE), blocked))

    @cached_property
    def said(self) -> Said:
        """The query's words, read once for all the explanations."""
        return self.corpus.text.said(self.query.words)

    def __len__(self) -> int:
        return len(self.order)

    def __getitem__(self, at):
        if isinstance(at, slice):
            return [self.match(int(row)) for row in self.order[at]]
        return self.match(int(self.order[at]))

    def __iter__(self) -> Iterator[Match]:
        return (self.match(int(row)) for row in self.order)

    def parts(self, row: int) -> tuple[float, tuple[Component, ...]]:
        """This function will give the rounded score of a candidate and its components, whose points sum to it."""
        lifted = 0.0 if self.blocked[row] else 1.0
        total, points = apportion(
            float(self.scores.total[row]) * lifted, [part * lifted for part in self.scores.points[row].tolist()], self.decimals)
        columns = zip(KEYS, self.evidence.agree[row].tolist(), self.evidence.contrast[row].tolist(),
                      self.scores.weight[row].tolist(), points, self._nominal, strict=True)
        return total, tuple(
            Component(key, agree if agree + contrast > 0 else None, weight, brought, nominal)
            for key, agree, contrast, weight, brought, nominal in columns)

    @cached_property
    def _nominal(self) -> list[float]:
        return self.weights.nominal().tolist()

    def stops(self, row: int) -> tuple[Reason, ...]:
        """This function will give the hard stops of a candidate; none when they were lifted."""
        if not self.blocked[row]:
            return ()
        return gates.stops(self.query, self.corpus.profiles[row], bool(self.evidence.dates_impossible[row]))

    def match(self, row: int) -> Match:
        """This function will build the whole explained match of one candidate."""
        total, components = self.parts(row)
        sides = float(self.scores.ours[row]), float(self.scores.theirs[row])
        company, nonprofit = sides if self.kind == COMPANY else sides[::-1]
        confidence = float(self.scores.confidence[row])
        return Match(
            id=self.corpus.profiles[row].id, score=total, components=components,
            reasons=reasons(self, row), doubts=doubts(self, row, confidence), unknowns=unknowns(self, row),
            blocked=self.stops(row), confidence=confidence, company_score=company, nonprofit_score=nonprofit,
            why_yes=why_they_may_say_yes(self, row), potential=round(float(self.scores.total[row]), self.decimals),
            weights_version=self.weights.version)


def rank_in(corpus: Corpus, query: Profile, *, direction: str = "", weights: Weights | None = None, today: date | None = None,
            lifted: Collection[str] = (), decimals: int = 1, closeness: np.ndarray | None = None) -> Ranking:
    """This function will rank a corpus that was built before. `lifted` are ids whose hard stops the head has lifted."""
    weights = weights or Weights.default()
    kind = DIRECTIONS.get(direction, query.kind)
    found = weigh(query, corpus, today=today, closeness=closeness)
    scores = combine(found.agree, found.contrast, weights.of(kind), weights.of(other_side(kind)))
    blocked = gates.mask(query, corpus, found.dates_impossible)
    if lifted:
        blocked &= np.array([profile.id not in lifted for profile in corpus.profiles], dtype=bool)
    return Ranking(query, corpus, found, scores, blocked, direction=direction, today=today, weights=weights,
                   decimals=decimals)


def rank(query: Profile, candidates: Sequence[Profile], *, direction: str = "", weights: Weights | None = None,
         today: date | None = None, language: str = "it", limit: int | None = None,
         lifted: Collection[str] = ()) -> list[Match]:
    """This function will rank candidates for one query, best first; stopped ones come last with their reasons."""
    corpus = Corpus(candidates, language=language)
    return rank_in(corpus, query, direction=direction, weights=weights, today=today, lifted=lifted)[:limit]
