"""Bodies that would get on and do not know each other: pairs with the facts they share. No Django.

Only pairs that share something rare enough are looked at: a fact shared by more than `CROWD` bodies makes no pair by
itself, though it still counts for a pair found otherwise.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

CROWD = 250
LEAST = 30
EACH_AT_MOST = 3
# The pairs that share most are weighed fact by fact; the others never come near the top.
MOST_CANDIDATES = 6000


@dataclass(frozen=True)
class Body:
    """What is known of a body, as far as a pair is concerned."""

    id: int
    kind: str
    name: str = ""
    themes: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    municipality: str = ""
    provinces: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()
    neighbours: frozenset[int] = frozenset()
    refused: frozenset[str] = frozenset()
    sector: str = ""


@dataclass(frozen=True)
class Fact:
    """Something two bodies share: its kind, what exactly, and how many points it gives."""

    kind: str
    values: tuple
    points: int


@dataclass(frozen=True)
class Pair:
    """Two bodies and why they would get on."""

    one: int
    other: int
    facts: tuple[Fact, ...]

    @property
    def score(self) -> int:
        return min(100, sum(fact.points for fact in self.facts))


def _growing(first: int, each: int, most: int, count: int) -> int:
    return min(first + each * (count - 1), most) if count else 0


# kind → (what both have, points for the first, for each further one, at most)
_SHARED = {
    "neighbours": (15, 5, 30),
    "themes": (20, 5, 30),
    "people": (20, 0, 20),
    "targets": (10, 5, 15),
}
TOWN, PROVINCE = 15, 5


def facts(one: Body, other: Body) -> tuple[Fact, ...]:
    """Return what two bodies share, the weightiest first."""
    found = []
    for kind, (first, each, most) in _SHARED.items():
        common = tuple(sorted(getattr(one, kind) & getattr(other, kind)))
        if common:
            found.append(Fact(kind, common, _growing(first, each, most, len(common))))
    if one.municipality and one.municipality.casefold() == other.municipality.casefold():
        found.append(Fact("municipality", (one.municipality,), TOWN))
    elif one.provinces & other.provinces:
        found.append(Fact("provinces", tuple(sorted(one.provinces & other.provinces)), PROVINCE))
    return tuple(sorted(found, key=lambda fact: (-fact.points, fact.kind)))


def refuses(one: Body, other: Body) -> bool:
    """Tell whether one of them does not want such a body: a sector or a theme it wrote down."""
    return _minds(one, other) or _minds(other, one)


def _minds(one: Body, other: Body) -> bool:
    sectors = {f"sector:{other.sector[:length]}" for length in range(2, len(other.sector) + 1)}
    return bool(one.refused & (sectors | {f"theme:{letter}" for letter in other.themes}))


def _rare(body: Body) -> Iterable[tuple[Hashable, int]]:
    """What a body may share, with the points of the fact."""
    yield from ((("neighbour", key), _SHARED["neighbours"][0]) for key in body.neighbours)
    yield from ((("person", key), _SHARED["people"][0]) for key in body.people)
    yield from ((("theme", letter, code), _SHARED["themes"][0]) for letter in body.themes for code in body.provinces or {""})
    if body.municipality:
        yield ("town", body.municipality.casefold()), TOWN


def candidates(bodies: Sequence[Body], *, most: int = MOST_CANDIDATES) -> list[tuple[int, int]]:
    """Return pairs of places in `bodies` that share two rare things or more, those that share most first."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    points: dict[Hashable, int] = {}
    for place, body in enumerate(bodies):
        for thing, worth in set(_rare(body)):
            holders[thing].append(place)
            points[thing] = worth
    keys, worths = [], []
    for thing, places in holders.items():
        if 2 <= len(places) <= CROWD:
            found = np.array(places, dtype=np.int64)
            one, other = np.triu_indices(len(found), k=1)
            keys.append(found[one] * len(bodies) + found[other])
            worths.append(np.full(len(one), points[thing], dtype=np.int64))
    if not keys:
        return []
    pairs, where, times = np.unique(np.concatenate(keys), return_inverse=True, return_counts=True)
    weight = np.bincount(where, weights=np.concatenate(worths)).astype(np.int64)
    several = times >= 2
    pairs, weight = pairs[several], weight[several]
    best = np.lexsort((pairs, -weight))[:most]
    return [(int(key) // len(bodies), int(key) % len(bodies)) for key in pairs[best]]


def pairs(bodies: Iterable[Body], tied: Iterable[tuple[int, int]], *, limit: int = 60) -> list[Pair]:
    """Return the pairs that share most and have no tie, the best first; no body more than three times.

    A pair needs facts of two kinds and 30 points. `tied` are pairs of ids (the smaller first) that know each other or
    are not to be proposed.
    """
    order = sorted(bodies, key=lambda body: body.id)
    known = set(tied)
    found = []
    for a, b in candidates(order):
        one, other = order[a], order[b]
        if (one.id, other.id) in known or refuses(one, other):
            continue
        pair = Pair(one.id, other.id, facts(one, other))
        if len(pair.facts) >= 2 and pair.score >= LEAST:
            found.append(pair)
    found.sort(key=lambda pair: (-sum(fact.points for fact in pair.facts), pair.one, pair.other))
    return _spread(found, limit)


def _spread(found: Sequence[Pair], limit: int) -> list[Pair]:
    times: Counter = Counter()
    kept = []
    for pair in found:
        if times[pair.one] < EACH_AT_MOST and times[pair.other] < EACH_AT_MOST:
            kept.append(pair)
            times.update((pair.one, pair.other))
        if len(kept) == limit:
            break
    return kept
