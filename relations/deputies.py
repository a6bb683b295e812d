"""Who could stand in for a colleague with somebody only that colleague speaks to. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass

SAME_PLACE, SAME_KIND = 3, 1


@dataclass(frozen=True)
class Colleague:
    """What a colleague has to do now, and whom he or she spoke with: (kind, municipality) → how many times."""

    id: int
    open_todos: int
    talks: dict[tuple[str, str], int]


@dataclass(frozen=True)
class Deputy:
    """Who is proposed and why: talks with others of the same kind in the same place, and of the same kind at all."""

    id: int
    same_place: int
    same_kind: int
    open_todos: int

    @property
    def score(self) -> int:
        return SAME_PLACE * self.same_place + SAME_KIND * self.same_kind


def suggest(colleagues: Iterable[Colleague], *, besides: int, kind: str, municipality: str) -> Deputy | None:
    """Return the colleague who knows such bodies best; among equals the one with less to do."""
    found = [
        Deputy(
            one.id, one.talks.get((kind, municipality), 0), sum(n for (k, _m), n in one.talks.items() if k == kind), one.open_todos
        )
        for one in colleagues
        if one.id != besides
    ]
    return min(found, key=lambda deputy: (-deputy.score, deputy.open_todos, deputy.id), default=None)
